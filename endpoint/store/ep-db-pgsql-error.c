#include "endpoint/store/ep-db-pgsql-private.h"

#include <glib/gi18n-lib.h>

#include "endpoint/core/ep-error.h"

/* SQLSTATE, PostgreSQL's manual, appendix A */
#define RAISED "P0001"
#define NOT_PERMITTED "42501"
#define LOCK_NOT_AVAILABLE "55P03"
#define READ_ONLY "25006"
#define CONSTRAINT_CLASS "23"
#define SYNTAX_CLASS "42"
#define PROTOCOL_VIOLATION "08P01" /* too few parameters */
#define SHUTDOWN_CLASS "57P0"      /* going down, crashed, not up yet; the connection ends with the words */

static EpError
ep_db_pgsql_error_code(const char *state)
{
    if (g_str_equal(state, RAISED) || g_str_equal(state, NOT_PERMITTED))
        return EP_ERROR_REFUSED;
    return g_str_has_prefix(state, CONSTRAINT_CLASS) ? EP_ERROR_INVALID : EP_ERROR_FAILED;
}

static const char *
ep_db_pgsql_error_sentence(const char *state)
{
    if (g_str_equal(state, LOCK_NOT_AVAILABLE))
        return _("somebody else is writing in this ledger; try again in a moment");
    if (g_str_equal(state, READ_ONLY))
        return _("the ledger is open for reading only");
    return NULL;
}

gboolean
ep_db_pgsql_error_set_lost(EpDbPgsql *self, GError **error)
{
    g_auto(GStrv) lines = g_strsplit(PQerrorMessage(self->handle), "\n", 2);

    g_set_error(error, EP_ERROR, EP_ERROR_LOST,
                _("the database server cannot be reached; as soon as it is back, the work goes on (%s)"),
                lines[0] != NULL ? lines[0] : "");
    return FALSE;
}

gboolean
ep_db_pgsql_error_set(EpDbPgsql *self, const PGresult *result, const char *sql, GError **error)
{
    const char *state = result != NULL ? PQresultErrorField(result, PG_DIAG_SQLSTATE) : NULL;
    const char *words, *detail, *sentence;

    if (PQstatus(self->handle) == CONNECTION_BAD || (state != NULL && g_str_has_prefix(state, SHUTDOWN_CLASS)))
        return ep_db_pgsql_error_set_lost(self, error);
    if (state == NULL) {
        g_set_error_literal(error, EP_ERROR, EP_ERROR_FAILED, g_strchomp(PQerrorMessage(self->handle)));
        return FALSE;
    }
    words = PQresultErrorField(result, PG_DIAG_MESSAGE_PRIMARY);
    detail = PQresultErrorField(result, PG_DIAG_MESSAGE_DETAIL);
    sentence = ep_db_pgsql_error_sentence(state);
    if (sentence != NULL)
        g_set_error(error, EP_ERROR, EP_ERROR_FAILED, "%s (%s)", sentence, words);
    else if (detail != NULL)
        g_set_error(error, EP_ERROR, ep_db_pgsql_error_code(state), "%s: %s", words, detail);
    else
        g_set_error_literal(error, EP_ERROR, ep_db_pgsql_error_code(state), words);
    if (sql != NULL && error != NULL &&
        (g_str_has_prefix(state, SYNTAX_CLASS) || g_str_equal(state, PROTOCOL_VIOLATION))) {
        g_autofree char *message = g_strdup_printf("%s: %s", (*error)->message, sql);

        g_free((*error)->message);
        (*error)->message = g_steal_pointer(&message);
    }
    return FALSE;
}
