#!/bin/sh
# Run once by the postgres image when its volume is empty: the two roles of the portal and their database.
# The owner migrates; the application's role may log in, and everything else it may do is granted by the migrations.
set -eu

psql --set=ON_ERROR_STOP=1 --username="$POSTGRES_USER" \
  --set=owner_password="$PORTAL_OWNER_PASSWORD" --set=app_password="$PORTAL_APP_PASSWORD" <<'SQL'
create role portal_owner login createrole password :'owner_password';
create role portal_app login password :'app_password';
create database portal owner portal_owner;
SQL
