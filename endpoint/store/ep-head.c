#include "endpoint/store/ep-head.h"

#include <inttypes.h>
#include <glib/gi18n-lib.h>

#include "endpoint/core/ep-error.h"

typedef struct {
    EpHead now;
    char *known; /* the hash of the act that was the end; "" if there is none */
} EpHeadAnswer;

static void
ep_head_answer_clear(EpHeadAnswer *answer)
{
    ep_head_clear(&answer->now);
    g_free(answer->known);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(EpHeadAnswer, ep_head_answer_clear)

void
ep_head_clear(EpHead *self)
{
    g_clear_pointer(&self->hash, g_free);
}

void
ep_head_set(EpHead *self, gint64 act, gint64 change, const char *hash)
{
    g_free(self->hash);
    self->hash = g_strdup(hash);
    self->act = act;
    self->change = change;
}

static gboolean
ep_head_take(const EpRow *row, gpointer user_data, GError **error)
{
    EpHeadAnswer *answer = user_data;

    ep_head_set(&answer->now, ep_row_get_integer(row, 0), ep_row_get_integer(row, 1), ep_row_get_text(row, 2));
    answer->known = g_strdup(ep_row_get_text(row, 3));
    answer->now.version = ep_row_get_integer(row, 4);
    return TRUE;
}

static gboolean
ep_head_check_version(EpHead *self, gint64 version, GError **error)
{
    if (self->version == 0)
        self->version = version;
    if (version == self->version)
        return TRUE;
    if (version > self->version)
        g_set_error(error, EP_ERROR, EP_ERROR_FAILED,
                    _("a newer Madoguchi brought this ledger up (version %" PRId64 ", this one knows %" PRId64
                      "); nothing is written any more: close this window and start the new version"),
                    version, self->version);
    else
        g_set_error(error, EP_ERROR, EP_ERROR_FAILED,
                    _("the ledger was put back to one of an older Madoguchi (version %" PRId64 " of %" PRId64
                      "); nothing is written any more: close this window and open the ledger anew"),
                    version, self->version);
    return FALSE;
}

gboolean
ep_head_check(EpHead *self, EpReader *reader, GError **error)
{
    g_auto(EpHeadAnswer) answer = { 0 };
    EpValue act = EP_INTEGER(self->act);
    gboolean restored;

    if (!ep_reader_query(reader, "journal-last", &act, 1, ep_head_take, &answer, error) ||
        !ep_head_check_version(self, answer.now.version, error))
        return FALSE;
    restored = self->act != 0 && g_strcmp0(answer.known, self->hash) != 0;
    ep_head_set(self, answer.now.act, answer.now.change, answer.now.hash);
    if (restored)
        g_set_error_literal(error, EP_ERROR, EP_ERROR_RESTORED,
                            _("the ledger was put back to an earlier state: what was done since is not in it any more; "
                              "everything is read anew, so look at it before you go on"));
    return !restored;
}
