#include <glib/gi18n-lib.h>
#include <string.h>

#include "endpoint/core/ep-error.h"
#include "endpoint/store/ep-db-private.h"

gboolean
ep_value_is_null(const EpValue *value)
{
    return value->type == EP_VALUE_NULL || (value->type != EP_VALUE_INTEGER && value->data == NULL) ||
           (value->type == EP_VALUE_TEXT && *(const char *)value->data == '\0' && value->size == 0);
}

gsize
ep_value_get_size(const EpValue *value)
{
    return value->type == EP_VALUE_TEXT && value->size == 0 ? strlen(value->data) : value->size;
}

gboolean
ep_value_check(const EpValue *value, EpValueType *type, guint column, GError **error)
{
    if (ep_value_is_null(value))
        return TRUE;
    if (*type != EP_VALUE_NULL && *type != value->type) {
        g_set_error(error, EP_ERROR, EP_ERROR_USAGE, "$%u has values of several types", column + 1);
        return FALSE;
    }
    *type = value->type;
    if (value->type != EP_VALUE_TEXT || g_utf8_validate(value->data, value->size > 0 ? (gssize)value->size : -1, NULL))
        return TRUE;
    g_set_error(error, EP_ERROR, EP_ERROR_INVALID,
                _("$%u: the text is not valid UTF-8 or holds U+0000, which no ledger can keep"), column + 1);
    return FALSE;
}
