#include <string.h>
#include <glib/gi18n-lib.h>

#include "endpoint/core/ep-date.h"
#include "endpoint/core/ep-error.h"
#include "endpoint/ledger/ep-kinds.h"
#include "endpoint/ledger/ep-restriction.h"
#include "endpoint/ledger/ep-target-kind.h"

/* --- what it means for a list --- */

const char *
ep_restriction_get_level(const char *restricts)
{
    if (strcmp(restricts, "none") == 0)
        return "none";
    return ep_words_contain("read no-write", restricts) ? "read" : "";
}

const char *
ep_restriction_get_stricter(const char *a, const char *b)
{
    if (strcmp(a, "none") == 0 || strcmp(b, "none") == 0)
        return "none";
    return *a != '\0' ? a : b;
}

static const char *
ep_restriction_find_limit(const char *restricts, EpRecord *target, const EpColumns *columns)
{
    EpTargetAsked asked = { .restricted = ep_restriction_get_level(restricts),
                            .no_execute = strcmp(restricts, "no-execute") == 0 };

    return ep_target_kind_refuse_restriction(target, columns, &asked);
}

const char *
ep_restriction_get_limit(EpRecord *restriction, EpRecord *target, const EpColumns *columns)
{
    return ep_restriction_find_limit(ep_record_get_named(restriction, "restricts"), target, columns);
}

/* --- what it must be --- */

static gboolean
ep_restriction_is_of(EpDraft *draft, const char *codes)
{
    return ep_words_contain(codes, ep_draft_get_named(draft, "state"));
}

static gboolean
ep_restriction_check_days(EpReader *reader, EpDraft *draft, GError **error)
{
    const char *from = ep_draft_get_named(draft, "from_day"), *until = ep_draft_get_named(draft, "until_day");
    g_autoptr(EpRecord) permit = ep_reader_read(reader, &ep_permit_table, ep_draft_get_integer(draft, "permit"), error);
    const char *first, *last;

    if (permit == NULL)
        return FALSE;
    first = ep_record_get_named(permit, "from_day");
    last = ep_record_get_named(permit, "until_day");
    if (strcmp(from, until) > 0)
        g_set_error(error, EP_ERROR, EP_ERROR_INVALID, _("A use restriction ends before it begins: %s – %s"),
                    EP_DATE_SHOWN(from), EP_DATE_SHOWN(until));
    else if (strcmp(from, first) < 0 || strcmp(until, last) > 0)
        g_set_error(error, EP_ERROR, EP_ERROR_INVALID,
                    _("%s lasts from %s to %s: a use restriction of it lies within that"),
                    ep_record_get_named(permit, "number"), EP_DATE_SHOWN(first), EP_DATE_SHOWN(last));
    else
        return TRUE;
    return FALSE;
}

/* Whether programs start is one question, what may be read and written another. */
static gboolean
ep_restriction_meets(EpDraft *draft, EpRecord *other)
{
    gboolean of_programs = strcmp(ep_draft_get_named(draft, "restricts"), "no-execute") == 0;

    return ep_record_get_id(other) != ep_draft_get_id(draft) &&
           ep_record_get_integer(other, "target") == ep_draft_get_integer(draft, "target") &&
           ep_words_contain("waiting setting set verified", ep_record_get_named(other, "state")) &&
           strcmp(ep_record_get_named(other, "from_day"), ep_draft_get_named(draft, "until_day")) <= 0 &&
           strcmp(ep_draft_get_named(draft, "from_day"), ep_record_get_named(other, "until_day")) <= 0 &&
           (strcmp(ep_record_get_named(other, "restricts"), "no-execute") == 0) == of_programs;
}

static gboolean
ep_restriction_check_others(EpReader *reader, EpDraft *draft, GError **error)
{
    g_autoptr(GPtrArray) all =
        ep_reader_load_of(reader, &ep_restriction_table, "permit", ep_draft_get_integer(draft, "permit"), error);
    guint field = ep_table_find(&ep_restriction_table, "restricts");

    for (guint i = 0; all != NULL && i < all->len; i++) {
        EpRecord *other = g_ptr_array_index(all, i);
        char scratch[EP_SCRATCH_SIZE];

        if (!ep_restriction_meets(draft, other))
            continue;
        g_set_error(error, EP_ERROR, EP_ERROR_REFUSED,
                    _("“%s” stands there already from %s to %s: lift or edit it, or choose other days"),
                    ep_record_display(other, field, scratch), EP_DATE_SHOWN(ep_record_get_named(other, "from_day")),
                    EP_DATE_SHOWN(ep_record_get_named(other, "until_day")));
        return FALSE;
    }
    return all != NULL;
}

static gboolean
ep_restriction_check_limit(EpReader *reader, EpDraft *draft, GError **error)
{
    g_autoptr(EpRecord) target = ep_reader_read(reader, &ep_target_table, ep_draft_get_integer(draft, "target"), error);
    g_autoptr(EpColumns) columns = NULL;
    const char *limit;

    if (target == NULL)
        return FALSE;
    columns = ep_target_kind_has_columns(target) ? ep_target_kind_dup_columns(target, NULL) : NULL;
    limit = ep_restriction_find_limit(ep_draft_get_named(draft, "restricts"), target, columns);
    ep_draft_set_named(draft, "limits", limit != NULL ? limit : "");
    if (limit == NULL || !ep_restriction_is_of(draft, "set verified") ||
        !ep_draft_is_edited(draft, ep_table_find(&ep_restriction_table, "state")) ||
        *ep_draft_get_named(draft, "by_hand") != '\0')
        return TRUE;
    g_set_error(error, EP_ERROR, EP_ERROR_REFUSED,
                _("The list of %s cannot say this restriction: set it by hand, and say how in “How it is set by hand”"),
                ep_record_get_named(target, "name"));
    return FALSE;
}

gboolean
ep_restriction_check(struct _EpLedger *ledger, EpReader *reader, EpDraft *draft, GError **error)
{
    if (ep_restriction_is_of(draft, "waiting setting") &&
        (!ep_restriction_check_days(reader, draft, error) || !ep_restriction_check_others(reader, draft, error)))
        return FALSE;
    return !ep_restriction_is_of(draft, "waiting setting set verified") ||
           ep_restriction_check_limit(reader, draft, error);
}
