#pragma once

#include "endpoint/ledger/ep-allowlist-row.h"
#include "endpoint/ledger/ep-ledger.h"
#include "endpoint/ledger/ep-target-kind.h"
#include "usbctl/usbctl-policy.h"

/*
 * The permits of a network, as of a date, as what enforces them reads it. A permit is an interval: it is in force on a
 * day from its first to its last, and not from the day on which it ended; today also not after its last moment.
 * Deterministic: the same ledger and date give the same bytes, of today the same moment, too.
 */

/* What a list does not say of a permit. Everything that is in force and not in the file is among these. */
typedef struct {
    char *number;      /* the permit's */
    char *name;        /* the device */
    const char *code;  /* see ep_identity_get_text() */
    char *detail;      /* what of it: a column, a character; or NULL */
    gboolean left_out; /* FALSE: it is in the list, but otherwise than the permit says */
} EpUnexpressed;

/* A file of an export. */
typedef struct {
    char *name; /* with / where it belongs into a folder below */
    char *sha256;
    GBytes *bytes;
    const char
        *part; /* "file": it leaves the house; "list": only kept, what the files say (ep_allowlist_row_parse()) */
} EpAllowlistFile;

void ep_allowlist_file_free(gpointer file);

typedef struct {
    const char *date;    /* YYYY-MM-DD */
    gboolean delta;      /* only what changed since @base */
    gint64 base;         /* an export of the target; 0: its last one, for changes alone its last confirmed one */
    gboolean rules_only; /* the policy and its entries; neither rows nor files, so columns may still be missing */
} EpAllowlistWanted;

typedef enum {
    EP_ALLOWLIST_ADDED,
    EP_ALLOWLIST_CHANGED,
    EP_ALLOWLIST_SAME,
    EP_ALLOWLIST_REMOVED,
    EP_ALLOWLIST_N_ACTIONS
} EpAllowlistAction;

/* Everything that an export would be, with nothing written yet. A row is a device, with one of its permits; the rows'
 * `others` are those behind it. */
typedef struct {
    EpRecord *target;
    char *date;
    gboolean delta;
    gboolean today; /* an export of today moves registrations */
    EpRecord *base; /* export; NULL: there is none, so everything is new */
    UsbctlPolicy *policy;
    GPtrArray *rows;        /* EpRecord of ep_allowlist_row_get_table(): in the files, or since removed */
    GPtrArray *unexpressed; /* EpUnexpressed */
    GPtrArray *files;       /* EpAllowlistFile */
    guint counts[EP_ALLOWLIST_N_ACTIONS];
    guint left_out;
    gboolean replaces; /* the target forgets what the files do not say */

    /* private */
    EpAllowlistEntries *entries;
    GHashTable *before;   /* device → EpRecord of @base */
    GHashTable *excluded; /* permit → EpUnexpressed that leaves it out */
    EpColumns *columns;
} EpAllowlist;

/**
 * ep_allowlist_new:
 * @target: a record of target
 *
 * EP_ERROR_REFUSED with the reason if the target does not take changes alone; EP_ERROR_INVALID for a date, or columns
 * that cannot be used.
 */
EpAllowlist *ep_allowlist_new(EpReader *reader, EpRecord *target, const EpAllowlistWanted *wanted, GError **error);
void ep_allowlist_free(EpAllowlist *list);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(EpAllowlist, ep_allowlist_free)

/* Which device a row means, as the target's file names it: its key among the rows. @columns: NULL for a policy.
 * @values: by field of the row's table; NULL is "". */
char *ep_allowlist_device_dup(const EpColumns *columns, const char *const *values);
char *ep_allowlist_device_dup_of(const EpColumns *columns, EpRecord *row);

/* What the list is to say of one of its entries, which has a rule. */
EpTargetAsked ep_allowlist_get_asked(const EpAllowlistEntry *entry);

/* Lines "code permit detail"; ep_identity_describe() makes sentences of them. */
char *ep_allowlist_dup_unexpressed(const EpAllowlist *list);

/**
 * ep_allowlist_export:
 * @dir: made if it is missing
 * @files: (out) (optional): EpAllowlistFile
 *
 * The verb target.export: writes the files into @dir, and keeps them with their SHA-256. An export of today registers
 * what waits and is in the list, and takes off what is in it no longer; one of another day changes nothing. Returns the
 * export's id, or 0.
 */
gint64 ep_allowlist_export(EpLedger *ledger, EpRecord *target, const EpAllowlistWanted *wanted, const char *dir,
                           const EpHow *how, GPtrArray **files, GError **error);

/* Run functions: of the export; of what becomes of it (export.confirm, .discard, .answer). */
gboolean ep_allowlist_run_export(EpDeed *deed, GError **error);
gboolean ep_allowlist_run_confirm(EpDeed *deed, GError **error);
gboolean ep_allowlist_run_discard(EpDeed *deed, GError **error);
gboolean ep_allowlist_run_answer(EpDeed *deed, GError **error);
