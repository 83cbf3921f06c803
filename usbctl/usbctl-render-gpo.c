#include "usbctl/usbctl-render.h"

#include <string.h>

#include "usbctl/usbctl-uuid.h"

/*
 * A backup as GPMC makes one: {backup}/Backup.xml says which files the object has and which extensions read them,
 * bkupInfo.xml and the folder's manifest.xml say what is in the list of backups. An import takes the settings and
 * nothing of where the backup comes from, so that is a domain that can exist nowhere (RFC 2606). The report for people,
 * gpreport.xml, is left out.
 */
#define DOMAIN "madoguchi.invalid"
#define CONTROLLER "backup." DOMAIN
#define OPERATIONS "http://www.microsoft.com/GroupPolicy/GPOOperations"

/* The client-side extension of the registry, and the editor's of administrative templates (MS-GPREG 1.9). */
#define REGISTRY_EXTENSION "{35378EAC-683F-11D2-A89A-00C04FBBCFA2}"
#define TEMPLATES_EXTENSION "{D02B1F72-3407-48AE-BA88-E8213C6761F1}"

/* Authenticated users read and apply the object, SYSTEM writes it (MS-DTYP 2.4.6). */
#define SECURITY                                                                                                       \
    "01 00 04 94 00 00 00 00 00 00 00 00 00 00 00 00 14 00 00 00 04 00 58 00 03 00 00 00 "                             \
    "05 02 28 00 00 01 00 00 01 00 00 00 8f fd ac ed b3 ff d1 11 b4 1d 00 a0 c9 68 f9 39 "                             \
    "01 01 00 00 00 00 00 05 0b 00 00 00 "                                                                             \
    "00 02 14 00 94 00 02 00 01 01 00 00 00 00 00 05 0b 00 00 00 "                                                     \
    "00 02 14 00 ff 00 0f 00 01 01 00 00 00 00 00 05 12 00 00 00"

typedef struct {
    const char *date;
    char *title;           /* as it stands in XML */
    char *object, *backup; /* GUIDs */
} UsbctlRenderGpo;

static char *
usbctl_render_gpo_guid(const char *what, const char *seed)
{
    g_autofree char *name = g_strdup_printf("%s %s", what, seed);

    return usbctl_uuid_new(name);
}

static void
usbctl_render_gpo_add(GPtrArray *files, const char *folder, const char *name, char *text)
{
    g_autofree char *path = g_strconcat(folder, name, NULL);
    g_autoptr(GBytes) bytes = g_bytes_new_take(text, strlen(text));

    usbctl_render_add_file(files, path, bytes);
}

static char *
usbctl_render_gpo_format_backup(const UsbctlRenderGpo *self)
{
    return g_strdup_printf(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\r\n"
        "<GroupPolicyBackupScheme bkp:version=\"2.0\" bkp:type=\"GroupPolicyBackupTemplate\" xmlns:bkp=\"" OPERATIONS
        "\" xmlns=\"" OPERATIONS "\">\r\n"
        "<GroupPolicyObject><SecurityGroups/><FilePaths/>\r\n"
        "<GroupPolicyCoreSettings><ID>%s</ID><Domain>" DOMAIN "</Domain>\r\n"
        "<SecurityDescriptor>" SECURITY "</SecurityDescriptor>\r\n"
        "<DisplayName>%s</DisplayName><Options>0</Options>\r\n"
        "<UserVersionNumber>0</UserVersionNumber><MachineVersionNumber>65537</MachineVersionNumber>\r\n"
        "<MachineExtensionGuids>[" REGISTRY_EXTENSION TEMPLATES_EXTENSION "]</MachineExtensionGuids>"
        "<UserExtensionGuids/><WMIFilter/></GroupPolicyCoreSettings>\r\n"
        "<GroupPolicyExtension bkp:ID=\"" REGISTRY_EXTENSION "\" bkp:DescName=\"Registry\">\r\n"
        "<FSObjectFile bkp:Path=\"%%GPO_MACH_FSPATH%%\\registry.pol\" bkp:SourceExpandedPath=\"\\\\" CONTROLLER
        "\\sysvol\\" DOMAIN "\\Policies\\%s\\Machine\\registry.pol\" "
        "bkp:Location=\"DomainSysvol\\GPO\\Machine\\registry.pol\"/>\r\n"
        "</GroupPolicyExtension></GroupPolicyObject></GroupPolicyBackupScheme>\r\n",
        self->object, self->title, self->object);
}

static char *
usbctl_render_gpo_format_instance(const UsbctlRenderGpo *self, const char *name_space)
{
    g_autofree char *domain = usbctl_uuid_new(DOMAIN);

    return g_strdup_printf("<BackupInst%s><GPOGuid>%s</GPOGuid><GPODomain>" DOMAIN "</GPODomain>"
                           "<GPODomainGuid>%s</GPODomainGuid><GPODomainController>" CONTROLLER "</GPODomainController>"
                           "<BackupTime>%sT00:00:00</BackupTime><ID>%s</ID><Comment/>"
                           "<GPODisplayName>%s</GPODisplayName></BackupInst>",
                           name_space, self->object, domain, self->date, self->backup, self->title);
}

static char *
usbctl_render_gpo_format_manifest(const UsbctlRenderGpo *self)
{
    g_autofree char *instance = usbctl_render_gpo_format_instance(self, "");

    return g_strdup_printf("<Backups xmlns=\"" OPERATIONS "/Manifest\" xmlns:mfst=\"" OPERATIONS
                           "/Manifest\" mfst:version=\"1.0\">%s</Backups>",
                           instance);
}

gboolean
usbctl_render_gpo(const UsbctlPolicy *policy, const char *date, const UsbctlTitle *title, GPtrArray *files,
                  GPtrArray *unexpressed, GError **error)
{
    g_autoptr(GBytes) pol = usbctl_render_registry_pol(policy, date, unexpressed, error);
    g_autofree char *object = usbctl_render_gpo_guid("object", title->seed);
    g_autofree char *backup = usbctl_render_gpo_guid("backup", title->seed);
    g_autofree char *folder = g_strconcat(backup, "/", NULL), *text = usbctl_render_escape_xml(title->name),
                    *path = NULL;
    UsbctlRenderGpo self = { date, text, object, backup };

    if (pol == NULL)
        return FALSE;
    usbctl_render_gpo_add(files, "", "manifest.xml", usbctl_render_gpo_format_manifest(&self));
    usbctl_render_gpo_add(files, folder, "Backup.xml", usbctl_render_gpo_format_backup(&self));
    usbctl_render_gpo_add(files, folder, "bkupInfo.xml",
                          usbctl_render_gpo_format_instance(&self, " xmlns=\"" OPERATIONS "/Manifest\""));
    path = g_strconcat(folder, "DomainSysvol/GPO/Machine/registry.pol", NULL);
    usbctl_render_add_file(files, path, pol);
    return TRUE;
}
