#include "endpoint/store/ep-db.h"

#include <glib/gi18n-lib.h>

#include "endpoint/core/ep-error.h"
#include "endpoint/store/ep-db-private.h"

/* Where the memory that the write-ahead log shares is not shared by all who open the file. */
static const char *const remote_types[] = {
    "remote",
    "nfs",
    "nfs4",
    "cifs",
    "smb",
    "smb2",
    "smb3",
    "9p",
    "ceph",
    "afs",
    "coda",
    "lustre",
    "gfs2",
    "ocfs2",
    "fuse.sshfs",
    "fuse.ceph",
    "fuse.davfs",
    "fuse.s3fs",
    "fuse.glusterfs",
    "fuse.rclone",
    "fuse.curlftpfs",
    "fuse.smbnetfs",
    "fuse.gvfsd-fuse",
    "fuse.nfs",
    "fuse.cephfs",
    "fuse.ceph-fuse",
    NULL,
};

static EpDbFilesystemFunc filesystem_func = ep_db_filesystem_type;

void
ep_db_filesystem_set_func(EpDbFilesystemFunc func)
{
    filesystem_func = func != NULL ? func : ep_db_filesystem_type;
}

gboolean
ep_db_filesystem_check(const char *path, GError **error)
{
    g_autofree char *type = filesystem_func(path);

    if (type == NULL || !g_strv_contains(remote_types, type))
        return TRUE;
    g_set_error(
        error, EP_ERROR, EP_ERROR_REFUSED,
        _("%s lies on a network share (%s), where several desks would destroy the file for each other. Keep the "
          "ledger on a disk of this computer, or use a PostgreSQL server: postgresql://server/database"),
        path, type);
    return FALSE;
}
