export type CephPlaces = { folder: string; id: string; port: number; monitorPort: number; oldMonitorPort: number };

/** One monitor, one store in memory, one gateway: all on 127.0.0.1, nothing replicated. */
export const cephConfig = ({ folder, id, port, monitorPort, oldMonitorPort }: CephPlaces): string => `[global]
fsid = ${id}
mon_initial_members = a
mon_host = [v2:127.0.0.1:${monitorPort}/0,v1:127.0.0.1:${oldMonitorPort}/0]
auth_cluster_required = cephx
auth_service_required = cephx
auth_client_required = cephx
auth_allow_insecure_global_id_reclaim = false
keyring = ${folder}/admin.keyring
osd_pool_default_size = 1
osd_pool_default_min_size = 1
mon_allow_pool_size_one = true
osd_pool_default_pg_num = 1
osd_pool_default_pgp_num = 1
osd_pool_default_pg_autoscale_mode = off
osd_crush_chooseleaf_type = 0
osd_objectstore = memstore
memstore_device_bytes = 2147483648
mon_max_pg_per_osd = 1000
mon_data_avail_crit = 1
mon_data_avail_warn = 1
public_addr = 127.0.0.1
cluster_addr = 127.0.0.1
ms_bind_ipv6 = false
run_dir = ${folder}/run
admin_socket = ${folder}/run/$name.asok
log_file = ${folder}/log/$name.log
mon_data = ${folder}/mon
osd_data = ${folder}/osd
[mon.a]
mon_addr = 127.0.0.1:${oldMonitorPort}
[osd.0]
keyring = ${folder}/osd/keyring
[client.rgw]
keyring = ${folder}/rgw.keyring
rgw_frontends = beast endpoint=127.0.0.1:${port}
rgw_thread_pool_size = 32
rgw_enable_apis = s3, admin
rgw_dns_name = localhost
rgw_data = ${folder}/rgw
`;
