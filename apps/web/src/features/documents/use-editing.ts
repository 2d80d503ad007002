import { useEffect, useRef, useState } from 'react';

/** A field that is changed in place: the focus goes into it and, at the end, back to the pencil. */
export function useEditing() {
  const [isEditing, setIsEditing] = useState(false);
  const wasEditing = useRef(false);
  const pencil = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (wasEditing.current && !isEditing) pencil.current?.focus();
    wasEditing.current = isEditing;
  }, [isEditing]);
  return { isEditing, pencil, begin: () => setIsEditing(true), end: () => setIsEditing(false) };
}
