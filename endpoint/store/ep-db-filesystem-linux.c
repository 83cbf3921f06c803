#include "endpoint/store/ep-db-private.h"

#include <stdio.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <sys/vfs.h>

/* f_type of statfs(2), from <linux/magic.h> and statfs(2): the ones that matter here and the ones people meet */
#define FUSE_MAGIC 0x65735546u

static const struct {
    guint32 magic;
    const char *name;
} types[] = {
    { 0x00006969, "nfs" },    { 0xff534d42, "cifs" },    { 0xfe534d42, "smb2" },  { 0x0000517b, "smb" },
    { 0x01021997, "9p" },     { 0x00c36400, "ceph" },    { 0x5346414f, "afs" },   { 0x73757245, "coda" },
    { 0x0bd00bd0, "lustre" }, { 0x01161970, "gfs2" },    { 0x7461636f, "ocfs2" }, { 0x0000ef53, "ext4" },
    { 0x58465342, "xfs" },    { 0x9123683e, "btrfs" },   { 0x2fc12fc1, "zfs" },   { 0xf2f52010, "f2fs" },
    { 0x01021994, "tmpfs" },  { 0x794c7630, "overlay" }, { 0x00004d44, "vfat" },  { 0x2011bab0, "exfat" },
    { 0x5346544e, "ntfs" },   { 0x7366746e, "ntfs3" },
};

/* statfs(2) says only "FUSE"; the mount table says which one. */
static char *
ep_db_filesystem_type_of_mount(const char *path)
{
    g_autofree char *table = NULL;
    g_auto(GStrv) lines = NULL;
    g_autofree char *device = NULL;
    struct stat status;

    if (stat(path, &status) != 0 || !g_file_get_contents("/proc/self/mountinfo", &table, NULL, NULL))
        return g_strdup("fuse");
    device = g_strdup_printf("%u:%u", major(status.st_dev), minor(status.st_dev));
    lines = g_strsplit(table, "\n", -1);
    for (guint i = 0; lines[i] != NULL; i++) {
        char number[32], type[64];
        const char *rest = strstr(lines[i], " - ");

        if (rest != NULL && sscanf(lines[i], "%*s %*s %31s", number) == 1 && sscanf(rest, " - %63s", type) == 1 &&
            g_str_equal(number, device))
            return g_strdup(type);
    }
    return g_strdup("fuse");
}

/* A ledger that is still to be made lies where its folder does. */
static char *
ep_db_filesystem_existing(const char *path)
{
    g_autofree char *existing = g_canonicalize_filename(path, NULL);

    while (!g_file_test(existing, G_FILE_TEST_EXISTS) && !g_str_equal(existing, "/")) {
        char *parent = g_path_get_dirname(existing);

        g_free(existing);
        existing = parent;
    }
    return g_steal_pointer(&existing);
}

char *
ep_db_filesystem_type(const char *path)
{
    g_autofree char *existing = ep_db_filesystem_existing(path);
    struct statfs status;

    if (statfs(existing, &status) != 0)
        return NULL;
    if ((guint32)status.f_type == FUSE_MAGIC)
        return ep_db_filesystem_type_of_mount(existing);
    for (guint i = 0; i < G_N_ELEMENTS(types); i++)
        if (types[i].magic == (guint32)status.f_type)
            return g_strdup(types[i].name);
    return g_strdup_printf("unknown %08x", (guint32)status.f_type);
}
