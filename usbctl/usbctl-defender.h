#pragma once

#include "usbctl/usbctl-render.h"

/*
 * Groups and rules of Defender's Device Control as they stand in XML, before anybody asks what they mean.
 */
typedef struct {
    char *element; /* "InstancePathId" */
    char *text;
} UsbctlDescriptorId;

typedef struct {
    char *id;            /* folded */
    char *match;         /* MatchAny, MatchAll, MatchExcludeAll, MatchExcludeAny */
    GArray *descriptors; /* UsbctlDescriptorId */
} UsbctlDefenderGroup;

typedef struct {
    char *type; /* Allow, Deny, AuditAllowed, AuditDenied */
    int mask;
    char *only_for; /* Sid, ComputerSid or other conditions; NULL: none */
} UsbctlDefenderEntry;

typedef struct {
    const char *file; /* borrowed */
    guint line;
    char *name;                     /* or else its GUID */
    GPtrArray *included, *excluded; /* folded GUIDs */
    GArray *entries;                /* UsbctlDefenderEntry */
} UsbctlDefenderRule;

typedef struct {
    GHashTable *groups; /* folded GUID → UsbctlDefenderGroup */
    GPtrArray *rules;   /* UsbctlDefenderRule, in the files' order */
} UsbctlDefender;

/* @files: UsbctlFile. USBCTL_ERROR_INVALID names file, line and what is expected there. */
UsbctlDefender *usbctl_defender_parse(GPtrArray *files, GError **error);
void usbctl_defender_free(UsbctlDefender *defender);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(UsbctlDefender, usbctl_defender_free)
