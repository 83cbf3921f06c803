#pragma once

#include "endpoint/core/ep-column-map.h"
#include "endpoint/store/ep-reader.h"
#include "usbctl/usbctl-rule.h"

/*
 * What a list can say of one permit, whatever product reads it: the fields that stand in the columns of a target's
 * file, in the kept list of an export, and in what a console answers. They are tables of their own, kept nowhere.
 */

/* action, file, row, permit, …: a row of a list. */
const EpTable *ep_allowlist_row_get_table(void);
/* row, permit, key, vid, pid, serial, result, message: a row of a console's answer. */
const EpTable *ep_allowlist_answer_get_table(void);

/* An invented row of one of these tables, where there is no real one to show. */
EpRecord *ep_allowlist_row_new_example(const EpTable *table);

/* What an export does to a row of the target. */
extern const EpChoice ep_allowlist_actions[]; /* added, changed, same, removed */

/* A permit in force with everything a list may say of it, as allowlist-permits.sql gives it. */
typedef struct _EpAllowlistEntry EpAllowlistEntry;
struct _EpAllowlistEntry {
    gint64 permit;
    const char **values; /* by field of the row's table; NULL is "" */
    char **ids;          /* device instance IDs */
    const char *number, *fallback;
    const char *state;      /* of its registration on the target; "" if it has none */
    const char *restricted; /* a code of ep_restriction_get_level(): what use restrictions leave of it here */
    gboolean composite;
    gboolean no_execute, by_hand; /* as in EpTargetAsked */
    const char *gone;             /* PCs of the permit that are retired or on another network; NULL */
    const char *incident;         /* open of its medium; NULL */

    /* Set by ep_allowlist_new() */
    UsbctlRule *rule;        /* which device; NULL: none can be made */
    const char *device;      /* which row of the list (ep_allowlist_device_dup()); NULL: none */
    const char *refused;     /* why the list cannot have it by itself (ep_identity_get_text()), or NULL */
    gboolean apart;          /* a rule for the whole network would let people do more */
    EpAllowlistEntry *spoke; /* the permit by which the list has the device, itself or another of it; NULL: none */
};

/* How a permit stands on the target. */
typedef struct {
    const char *state, *key;
    gboolean taken_off; /* an export did so */
    gboolean otherwise; /* it is there, but not as permitted, and waits to be said anew */
} EpAllowlistKnown;

/* Entries by number, and the texts that they point into. */
typedef struct {
    GPtrArray *entries; /* EpAllowlistEntry */
    GPtrArray *gone;    /* EpAllowlistEntry: over, and on the target still, whatever was exported */
    GHashTable *known;  /* permit's number → EpAllowlistKnown, of permits that are over, too */
    GHashTable *keys;   /* medium's number → the target's own key of its row */
    GStringChunk *texts;
} EpAllowlistEntries;

/* Up to when permits of @date have ended: now if that is today, else "". Free with g_free(). */
char *ep_allowlist_row_dup_moment(const char *date);

EpAllowlistEntries *ep_allowlist_row_load(EpReader *reader, EpRecord *target, const char *date, GError **error);
void ep_allowlist_row_free(EpAllowlistEntries *entries);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(EpAllowlistEntries, ep_allowlist_row_free)

/* A row of the list. @file: NULL, it stands in none of its own. */
EpRecord *ep_allowlist_row_new(const EpAllowlistEntry *entry, const char *action, const char *file, guint row);

const char *ep_allowlist_row_get(const EpAllowlistEntry *entry, const char *field);

/* Rows as an export keeps them, and back: UTF-8, a column for each field. */
GBytes *ep_allowlist_row_format(GPtrArray *rows);
GPtrArray *ep_allowlist_row_parse(GBytes *bytes, GError **error); /* EpRecord */
#define EP_ALLOWLIST_ROWS "list.csv"
