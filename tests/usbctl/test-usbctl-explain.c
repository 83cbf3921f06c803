/* What is explained is what happens: random policies, as others evaluate the files that they are written to. */
#include <string.h>
#include <glib/gstdio.h>

#include "tests/support/ep-test-run.h"
#include "tests/support/usbctl-test-policy.h"
#include "usbctl/usbctl-explain.h"
#include "usbctl/usbctl-id.h"
#include "usbctl/usbctl-read.h"

#define TODAY "2026-10-01"
#define SEED 20261001
#define POLICIES 60
#define RULES 9

static const char *const vids[] = { "0951", "1111" };
static const char *const pids[] = { "1666", "1667" };
static const char *const serials[] = { "", "MADO11AA", "MADO22BB", "MADO33CC" };

typedef enum { STICK, KEYBOARD, CAMERA, MIXED, N_SHAPES } Shape;

typedef struct {
    Shape shape;
    const char *vid, *pid, *serial;
    char *own, *part, *disk; /* instance IDs: the device, its storage within a composite one, the disk */
    UsbctlDevice *device;
} Thing;

static void
thing_free(gpointer data)
{
    Thing *thing = data;

    g_free(thing->own);
    g_free(thing->part);
    g_free(thing->disk);
    usbctl_device_unref(thing->device);
    g_free(thing);
}

static char *
disk_of(const char *serial)
{
    return g_strdup_printf("USBSTOR\\Disk&Ven_MADO&Prod_Stick&Rev_1.0\\%s&0", serial);
}

static Thing *
make_thing(Shape shape, const char *vid, const char *pid, const char *serial)
{
    Thing *thing = g_new0(Thing, 1);
    const char *ids[4] = { NULL };
    const char *const interfaces[N_SHAPES][3] = {
        { "08:06:50" }, { "03:01:01" }, { "06:01:01" }, { "03:01:01", "08:06:50" }
    };
    g_autoptr(GError) error = NULL;
    guint n = 0;

    *thing = (Thing){ shape, vid, pid, serial };
    thing->own = *serial != '\0' ? g_strdup_printf("USB\\VID_%s&PID_%s\\%s", vid, pid, serial)
                                 : g_strdup_printf("USB\\VID_%s&PID_%s\\6&1a2b3c4d&0&3", vid, pid);
    ids[n++] = thing->own;
    if (shape == MIXED)
        ids[n++] = thing->part = g_strdup_printf("USB\\VID_%s&PID_%s&MI_01\\7&2a2b3c4d&0&0001", vid, pid);
    if (shape == STICK || shape == MIXED)
        ids[n++] = thing->disk = disk_of(shape == STICK && *serial != '\0' ? serial : "7&2a2b3c4d&0");
    thing->device = usbctl_device_new(&(UsbctlDevice){ .vid = vid,
                                                       .pid = pid,
                                                       .serial = serial,
                                                       .instance_ids = ids,
                                                       .interfaces = interfaces[shape],
                                                       .composite = shape == MIXED },
                                      &error);
    g_assert_no_error(error);
    return thing;
}

static GPtrArray *
make_things(void)
{
    GPtrArray *things = g_ptr_array_new_with_free_func(thing_free);

    for (int shape = 0; shape < N_SHAPES; shape++)
        for (gsize v = 0; v < G_N_ELEMENTS(vids); v++)
            for (gsize p = 0; p < G_N_ELEMENTS(pids); p++)
                for (gsize s = 0; s < G_N_ELEMENTS(serials); s++)
                    g_ptr_array_add(things, make_thing(shape, vids[v], pids[p], serials[s]));
    return things;
}

#define PICK(random, list) ((list)[g_rand_int_range(random, 0, G_N_ELEMENTS(list))])

/* A rule by one of the names that rules have. */
static void
add_rule(UsbctlPolicy *policy, GRand *random, guint index)
{
    g_autofree char *id = g_strdup_printf("R8-周-%05u", index), *disk = NULL, *own = NULL;
    const char *vid = PICK(random, vids), *pid = PICK(random, pids), *serial = PICK(random, serials);
    UsbctlRule parts = { .id = id };
    const char *ids[3] = { NULL };

    parts.verdict = g_rand_int_range(random, 0, 3) > 0 ? "allow" : "block";
    parts.rights = g_rand_int_range(random, 0, 3) == 0 ? "read" : "";
    parts.composite = g_rand_int_range(random, 0, 8) == 0;
    serial = *serial == '\0' && g_rand_boolean(random) ? serials[1] : serial;
    disk = disk_of(*serial != '\0' ? serial : "MADO11AA");
    own = g_strdup_printf("USB\\VID_%s&PID_%s\\%s", vid, pid, *serial != '\0' ? serial : "6&1a2b3c4d&0&3");
    parts.instance_ids = ids;
    switch (g_rand_int_range(random, 0, 6)) {
    case 0:
        ids[0] = own;
        break;
    case 1:
        ids[0] = own;
        ids[1] = disk;
        break;
    case 2:
        ids[0] = disk;
        break;
    case 3:
        parts.vid = vid, parts.pid = pid, parts.serial = serial;
        break;
    case 4:
        parts.vid = vid, parts.pid = pid, parts.serial = "*";
        break;
    default:
        parts.vid = vid, parts.pid = "*", parts.serial = "*";
        break;
    }
    usbctl_test_policy_add(policy, &parts);
}

static UsbctlPolicy *
make_policy(GRand *random)
{
    UsbctlPolicy *policy = usbctl_policy_new();

    for (guint i = 0; i < RULES; i++)
        add_rule(policy, random, i + 1);
    return policy;
}

/* The steps end where the decision fell: one of them decides, what was before passed, what is behind is not asked. */
static UsbctlDecision
explain(const UsbctlPolicy *policy, const Thing *thing, UsbctlTarget target)
{
    UsbctlDecision decision;
    g_autoptr(GPtrArray) steps = usbctl_explain_steps(policy, thing->device, target, TODAY, &decision);
    guint i = 0;

    while (((UsbctlStep *)steps->pdata[i])->outcome == USBCTL_OUTCOME_PASSED)
        i++;
    g_assert_cmpint(((UsbctlStep *)steps->pdata[i])->outcome, ==,
                    decision.allowed ? USBCTL_OUTCOME_ALLOWED : USBCTL_OUTCOME_BLOCKED);
    while (++i < steps->len)
        g_assert_cmpint(((UsbctlStep *)steps->pdata[i])->outcome, ==, USBCTL_OUTCOME_NOT_ASKED);
    return decision;
}

static void
fail(const UsbctlPolicy *policy, const Thing *thing, const UsbctlDecision *decision, const char *other)
{
    GPtrArray *rules = usbctl_policy_get_rules(policy);

    for (guint i = 0; i < rules->len; i++) {
        const UsbctlRule *rule = rules->pdata[i];
        g_autofree char *ids = g_strjoinv(" ", (char **)rule->instance_ids);

        g_printerr("%s %s %s %s:%s:%s [%s]%s\n", rule->id, rule->verdict, rule->rights, rule->vid, rule->pid,
                   rule->serial, ids, rule->composite ? " composite" : "");
    }
    g_error("shape %d %s %s: explained %s (%s, %s), but %s", thing->shape, thing->own,
            thing->disk != NULL ? thing->disk : "", decision->allowed ? "allowed" : "blocked", decision->rights,
            usbctl_explain_ground_code(decision->ground), other);
}

/* --- Windows, as Microsoft documents the layers, over the Registry.pol --- */

typedef struct {
    GHashTable *denied_instances, *allowed_instances, *denied_devices, *allowed_devices;
} Layers;

static GHashTable *
layer(const UsbctlRegistry *registry, const char *name)
{
    g_autoptr(GPtrArray) entries = usbctl_registry_list(registry);
    g_autofree char *key = g_strconcat(USBCTL_RENDER_RESTRICTIONS "\\", name, NULL);
    GHashTable *values = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    gboolean on = FALSE;

    for (guint i = 0; i < entries->len; i++) {
        const UsbctlRegistryEntry *entry = entries->pdata[i];
        guint32 number;

        if (entry->kind != USBCTL_REGISTRY_VALUE)
            continue;
        if (strcmp(entry->key, USBCTL_RENDER_RESTRICTIONS) == 0 && strcmp(entry->name, name) == 0)
            on = usbctl_registry_entry_get_number(entry, &number) && number == 1;
        if (strcmp(entry->key, key) == 0) {
            g_autofree char *text = usbctl_registry_entry_dup_text(entry);

            g_hash_table_add(values, g_ascii_strup(text, -1));
        }
    }
    if (!on)
        g_hash_table_remove_all(values);
    return values;
}

static gboolean
is_in(GHashTable *values, const char *id)
{
    g_autofree char *upper = g_ascii_strup(id, -1);

    return g_hash_table_contains(values, upper);
}

/* One device node: its instance ID, and its hardware and compatible IDs. */
static gboolean
node_is_allowed(const Layers *layers, const char *instance, const char *const *ids)
{
    if (is_in(layers->denied_instances, instance))
        return FALSE;
    if (is_in(layers->allowed_instances, instance))
        return TRUE;
    for (const char *const *id = ids; *id != NULL; id++) {
        if (is_in(layers->denied_devices, *id))
            return FALSE;
    }
    return TRUE;
}

static gboolean
windows_allows(const Layers *layers, const Thing *thing)
{
    static const char *const class_ids[] = { "USB\\Class_08", "USB\\Class_03", "USB\\Class_06", "USB\\COMPOSITE" };
    g_autofree char *product = g_strdup_printf("USB\\VID_%s&PID_%s", thing->vid, thing->pid);
    g_autofree char *release = g_strconcat(product, "&REV_0100", NULL),
                    *interface = g_strconcat(product, "&MI_01", NULL);

    if (!node_is_allowed(layers, thing->own, LIST(release, product, class_ids[thing->shape])))
        return FALSE;
    if (thing->part != NULL && !node_is_allowed(layers, thing->part, LIST(interface, "USB\\Class_08")))
        return FALSE;
    return thing->disk == NULL || node_is_allowed(layers, thing->disk, LIST("USBSTOR\\Disk", "GenDisk"));
}

static void
test_windows(void)
{
    g_autoptr(GRand) random = g_rand_new_with_seed(SEED);
    g_autoptr(GPtrArray) things = make_things();
    guint allowed = 0;

    for (guint round = 0; round < POLICIES * 5; round++) {
        g_autoptr(UsbctlPolicy) policy = make_policy(random);
        g_autoptr(GBytes) bytes = usbctl_render_registry_pol(policy, TODAY, NULL, NULL);
        g_autoptr(UsbctlRegistry) registry = usbctl_registry_parse_pol(bytes, NULL);
        g_autoptr(GHashTable) a = layer(registry, "DenyInstanceIDs"), b = layer(registry, "AllowInstanceIDs");
        g_autoptr(GHashTable) c = layer(registry, "DenyDeviceIDs"), d = layer(registry, "AllowDeviceIDs");
        Layers layers = { a, b, c, d };

        for (guint i = 0; i < things->len; i++) {
            const Thing *thing = things->pdata[i];
            UsbctlDecision decision = explain(policy, thing, USBCTL_TARGET_WINDOWS);

            if (decision.allowed != windows_allows(&layers, thing))
                fail(policy, thing, &decision, "Windows does otherwise");
            allowed += decision.allowed && thing->shape == STICK;
        }
    }
    g_assert_cmpuint(allowed, >, 100);
}

/* --- programs that are asked --- */

static char *
put(const char *folder, const char *name, const char *text, gssize size)
{
    char *path = g_build_filename(folder, name, NULL);

    g_assert_true(g_file_set_contents(path, text, size, NULL));
    return path;
}

static char *
put_bytes(const char *folder, const char *name, GBytes *bytes)
{
    gsize size;
    const char *data = g_bytes_get_data(bytes, &size);

    return put(folder, name, data, (gssize)size);
}

static void
empty(const char *folder)
{
    g_autoptr(GDir) dir = g_dir_open(folder, 0, NULL);
    const char *name;

    while ((name = g_dir_read_name(dir)) != NULL) {
        g_autofree char *path = g_build_filename(folder, name, NULL);

        g_unlink(path);
    }
    g_rmdir(folder);
}

static void
test_usbguard(gconstpointer program)
{
    static const char *const interfaces[N_SHAPES] = { "08:06:50", "03:01:01", "06:01:01", "{ 03:01:01 08:06:50 }" };
    g_autoptr(GRand) random = g_rand_new_with_seed(SEED);
    g_autoptr(GPtrArray) things = make_things();
    g_autofree char *folder = g_dir_make_tmp("usbguard-XXXXXX", NULL), *devices = NULL;
    g_autoptr(GString) lines = g_string_new(NULL);

    for (guint i = 0; i < things->len; i++) {
        const Thing *thing = things->pdata[i];

        g_string_append_printf(lines, "device %s:%s serial \"%s\" name \"Stick\" hash \"aGFzaA==\" with-interface %s\n",
                               thing->vid, thing->pid, thing->serial, interfaces[thing->shape]);
    }
    devices = put(folder, "devices", lines->str, -1);
    for (guint round = 0; round < POLICIES; round++) {
        g_autoptr(UsbctlPolicy) policy = make_policy(random);
        g_autoptr(GBytes) bytes = usbctl_render_usbguard(policy, TODAY, NULL, NULL);
        g_autofree char *rules = put_bytes(folder, "rules", bytes);
        g_autofree char *out = ep_test_run(LIST(program, rules, devices));
        g_auto(GStrv) said = g_strsplit(out, "\n", -1);

        for (guint i = 0; i < things->len; i++) {
            UsbctlDecision decision = explain(policy, things->pdata[i], USBCTL_TARGET_USBGUARD);

            if (decision.allowed != (strcmp(said[i], "allow") == 0))
                fail(policy, things->pdata[i], &decision, said[i]);
        }
    }
    empty(folder);
}

static const char *
name_mask(const char *mask)
{
    return strcmp(mask, "63") == 0  ? "read-write"
           : strcmp(mask, "9") == 0 ? "read"
           : strcmp(mask, "0") == 0 ? ""
                                    : mask;
}

/* Defender sees storage alone. */
static void
test_defender(void)
{
    g_autoptr(GRand) random = g_rand_new_with_seed(SEED);
    g_autoptr(GPtrArray) things = make_things();
    g_autofree char *folder = g_dir_make_tmp("defender-XXXXXX", NULL), *devices = NULL;
    g_autofree char *program = g_test_build_filename(G_TEST_DIST, "usbctl", "ask-defender.py", NULL);
    g_autoptr(GString) lines = g_string_new(NULL);

    for (guint i = 0; i < things->len; i++) {
        const Thing *thing = things->pdata[i];

        g_string_append_printf(lines, "%s\t%s_%s\t%s\t%s\n",
                               thing->shape == CAMERA ? "WpdDevices" : "RemovableMediaDevices", thing->vid, thing->pid,
                               thing->serial, thing->disk != NULL ? thing->disk : thing->own);
    }
    devices = put(folder, "devices", lines->str, -1);
    for (guint round = 0; round < POLICIES; round++) {
        g_autoptr(UsbctlPolicy) policy = make_policy(random);
        g_autoptr(GPtrArray) files =
            usbctl_render(usbctl_render_find("defender"), policy, TODAY, &(UsbctlTitle){ "LAN", "LAN" }, NULL, NULL);
        g_autofree char *groups = put_bytes(folder, "groups", ((UsbctlFile *)files->pdata[0])->bytes);
        g_autofree char *rules = put_bytes(folder, "rules", ((UsbctlFile *)files->pdata[1])->bytes);
        g_autofree char *out = ep_test_run(LIST("/usr/bin/python3", program, groups, rules, devices));
        g_auto(GStrv) said = g_strsplit(out, "\n", -1);

        for (guint i = 0; i < things->len; i++) {
            const Thing *thing = things->pdata[i];
            UsbctlDecision decision = explain(policy, thing, USBCTL_TARGET_DEFENDER);

            if (thing->shape == KEYBOARD)
                g_assert_true(decision.allowed);
            else if (strcmp(decision.rights, name_mask(said[i])) != 0)
                fail(policy, thing, &decision, said[i]);
        }
    }
    empty(folder);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/usbctl/explain/windows", test_windows);
    g_test_add_data_func("/usbctl/explain/usbguard", argv[1], test_usbguard);
    g_test_add_func("/usbctl/explain/defender", test_defender);
    return g_test_run();
}
