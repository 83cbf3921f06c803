#pragma once

#include "usbctl/usbctl-listed.h"
#include "usbctl/usbctl-registry.h"
#include "usbctl/usbctl-render.h"

/*
 * Lists that are enforced somewhere, read back. Every reader is pure, bytes → result; what is broken is refused whole
 * with USBCTL_ERROR_INVALID, which names the line or the byte and what is expected there.
 */

/* What a file is, told from its bytes. */
typedef enum {
    USBCTL_READ_UNKNOWN,
    USBCTL_READ_POL,           /* Registry.pol */
    USBCTL_READ_REG,           /* an export of regedit */
    USBCTL_READ_LGPO,          /* LGPO text */
    USBCTL_READ_REGISTRY_JSON, /* madoguchi-registry: what `usbctl read` shows */
    USBCTL_READ_POLICY_JSON,   /* madoguchi-policy */
    USBCTL_READ_DEFENDER,      /* groups or rules of Defender's Device Control, or both */
    USBCTL_READ_USBGUARD,      /* rules.conf */
} UsbctlReadKind;

UsbctlReadKind usbctl_read_guess(GBytes *bytes);

/* What such a file is a list of; USBCTL_N_TARGETS if that is not known. */
UsbctlTarget usbctl_read_get_target(UsbctlReadKind kind);

/**
 * usbctl_read:
 * @files: UsbctlFile; groups and rules of Defender may be several
 * @target: what the list is of, for files that do not say it themselves
 *
 * Files that belong together, as one list. USBCTL_ERROR_INVALID also if they do not, or are of another target.
 */
UsbctlList *usbctl_read(GPtrArray *files, UsbctlTarget target, GError **error);

UsbctlList *usbctl_read_registry(const UsbctlRegistry *registry); /* its Device Installation Restrictions */
UsbctlList *usbctl_read_usbguard(GBytes *bytes, GError **error);
UsbctlList *usbctl_read_defender(GPtrArray *files, GError **error);

/* A file of any of the kinds that are registries. */
UsbctlRegistry *usbctl_read_parse_file(const UsbctlFile *file, GError **error);

/* Registries out of text: HKEY_LOCAL_MACHINE only; what is said of other roots is checked and passed over. */
UsbctlRegistry *usbctl_registry_parse_reg(GBytes *bytes, GError **error);
UsbctlRegistry *usbctl_registry_parse_lgpo(GBytes *bytes, GError **error);
UsbctlRegistry *usbctl_registry_parse_json(GBytes *bytes, GError **error);

/* UTF-16 or UTF-8 by their marks, UTF-8, or else CP932 (what older tools call ANSI in Japan); ends with NUL and has
 * none. */
char *usbctl_read_dup_text(GBytes *bytes, GError **error);
