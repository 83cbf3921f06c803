#include "endpoint/ledger/ep-attachment.h"

#include <string.h>
#include <gio/gio.h>
#include <glib/gi18n-lib.h>

#include "endpoint/core/ep-error.h"
#include "endpoint/ledger/ep-kinds.h"
#include "endpoint/store/ep-blob.h"

#define TAIL 2048 /* where the end of a file must stand; some programs write a little behind it */

static const EpChoice kinds[] = {
    { "pdf", "PDF", EP_TINT_NONE },
    { "png", "PNG", EP_TINT_NONE },
    { "jpeg", "JPEG", EP_TINT_NONE },
    { NULL, NULL, EP_TINT_NONE },
};

#define OF(table_name, table_label)                                                                                    \
    {                                                                                                                  \
        table_name, table_label, EP_KIND_REFERENCE, EP_FIELD_FIXED, .reference = table_name                            \
    }

static const EpField fields[] = {
    { "name", N_("File"), EP_KIND_TEXT, EP_FIELD_REQUIRED | EP_FIELD_COLUMN | EP_FIELD_SEARCHED, .width = 30 },
    { "kind", N_("Kind"), EP_KIND_CHOICE, EP_FIELD_REQUIRED | EP_FIELD_COLUMN | EP_FIELD_FIXED, .choices = kinds },
    { "size", N_("Bytes"), EP_KIND_INTEGER, EP_FIELD_COLUMN | EP_FIELD_FIXED },
    { "sha256", N_("SHA-256"), EP_KIND_CODE, EP_FIELD_REQUIRED | EP_FIELD_FIXED, .width = 64 },
    OF("application", N_("Application")),
    OF("permit", N_("Permit")),
    OF("medium", N_("Medium")),
    OF("virus_check", N_("Virus check")),
    OF("incident", N_("Incident")),
    OF("repair", N_("Repair")),
    OF("vendor_job", N_("Vendor's repair")),
    OF("call", N_("Call")),
    { "added_at", N_("Attached at"), EP_KIND_TIME, EP_FIELD_COLUMN | EP_FIELD_FIXED, .initial = "@now" },
    { "added_by", N_("Attached by"), EP_KIND_REFERENCE, EP_FIELD_COLUMN | EP_FIELD_FIXED, .reference = "staff",
      .initial = "@operator" },
    { "note", N_("Notes"), EP_KIND_TEXT, EP_FIELD_SEARCHED },
    { NULL },
};

static const EpVerb verbs[] = {
    { "attachment.add", N_("Attach files"), .flags = EP_VERB_INTERNAL | EP_VERB_QUIET },
    { "attachment.edit", N_("Edit"), .asks = "name! note", .flags = EP_VERB_QUIET },
    { "attachment.remove", N_("Take the file away"), .flags = EP_VERB_QUIET | EP_VERB_MANY, .run = ep_deed_remove },
    { NULL },
};

EpTable ep_attachment_table = {
    .name = "attachment",
    .label = N_("Attached files"),
    .flags = EP_TABLE_LINES,
    .fields = fields,
    .title = "name",
    .verbs = verbs,
    .sort = "added_at",
};

void
ep_attachment_file_free(gpointer data)
{
    EpAttachmentFile *file = data;

    g_free(file->name);
    g_clear_pointer(&file->bytes, g_bytes_unref);
    g_free(file);
}

gboolean
ep_attachment_is_for(const EpTable *table)
{
    guint field = ep_table_find(&ep_attachment_table, table->name);

    return field != EP_NO_FIELD && g_strcmp0(fields[field].reference, table->name) == 0;
}

const char *
ep_attachment_get_suffix(EpRecord *attachment)
{
    const char *kind = ep_record_get_named(attachment, "kind");

    return strcmp(kind, "pdf") == 0 ? ".pdf" : strcmp(kind, "png") == 0 ? ".png" : ".jpg";
}

gboolean
ep_attachment_is_picture(EpRecord *attachment)
{
    return strcmp(ep_record_get_named(attachment, "kind"), "pdf") != 0;
}

/* --- what a file is --- */

static gboolean
ep_attachment_holds(const guint8 *data, gsize size, const void *word, gsize length)
{
    for (gsize i = 0; length <= size && i <= size - length; i++) {
        if (memcmp(data + i, word, length) == 0)
            return TRUE;
    }
    return FALSE;
}

static const struct {
    const char *kind;
    const char *start;
    gsize start_length;
    gsize within; /* so many bytes of the beginning */
    const char *end;
    gsize end_length;
} signs[] = {
    { "pdf", "%PDF-", 5, 1024, "%%EOF", 5 },
    { "png", "\x89PNG\r\n\x1a\n\0\0\0\rIHDR", 16, 16, "IEND", 4 },
    { "jpeg", "\xff\xd8\xff", 3, 3, "\xff\xd9", 2 },
};

const char *
ep_attachment_recognise(GBytes *bytes, GError **error)
{
    gsize size, tail;
    const guint8 *data = g_bytes_get_data(bytes, &size);

    tail = MIN(size, TAIL);
    for (guint i = 0; i < G_N_ELEMENTS(signs); i++) {
        if (!ep_attachment_holds(data, MIN(size, signs[i].within), signs[i].start, signs[i].start_length))
            continue;
        if (ep_attachment_holds(data + size - tail, tail, signs[i].end, signs[i].end_length))
            return signs[i].kind;
        g_set_error(error, EP_ERROR, EP_ERROR_INVALID, _("its end is missing: scan or copy it again"));
        return NULL;
    }
    g_set_error_literal(error, EP_ERROR, EP_ERROR_INVALID,
                        size == 0 ? _("it is empty") : _("it is no PDF, PNG or JPEG, whatever its name says"));
    return NULL;
}

static gboolean
ep_attachment_check_size(goffset size, GError **error)
{
    if (size <= EP_ATTACHMENT_LIMIT)
        return TRUE;
    g_set_error(error, EP_ERROR, EP_ERROR_INVALID,
                _("it has %.1f MB; %d MB is the most: scan it in black and white, or with 200 dots to the inch"),
                (double)size / 1024 / 1024, EP_ATTACHMENT_LIMIT / 1024 / 1024);
    return FALSE;
}

EpAttachmentFile *
ep_attachment_read(const char *path, GError **error)
{
    g_autoptr(GFile) place = g_file_new_for_path(path);
    g_autofree char *name = g_filename_display_basename(path);
    g_autoptr(GError) fault = NULL;
    g_autoptr(GFileInfo) info =
        g_file_query_info(place, G_FILE_ATTRIBUTE_STANDARD_SIZE, G_FILE_QUERY_INFO_NONE, NULL, &fault);
    g_autoptr(GBytes) bytes = NULL;
    EpAttachmentFile *file;

    if (info != NULL && ep_attachment_check_size(g_file_info_get_size(info), &fault))
        bytes = g_file_load_bytes(place, NULL, NULL, &fault);
    if (bytes == NULL || ep_attachment_recognise(bytes, &fault) == NULL) {
        g_set_error(error, EP_ERROR, EP_ERROR_INVALID, "%s: %s", name, fault->message);
        return NULL;
    }
    file = g_new0(EpAttachmentFile, 1);
    file->name = g_steal_pointer(&name);
    file->bytes = g_steal_pointer(&bytes);
    return file;
}

/* --- attaching --- */

typedef struct {
    EpRecord *to;
    GPtrArray *files;
} EpAttachmentJob;

static EpDraft *
ep_attachment_draft(EpDeed *deed, EpRecord *to, const EpAttachmentFile *file, GError **error)
{
    const char *kind = ep_attachment_recognise(file->bytes, error);
    g_autofree char *sha256 = NULL;
    g_autoptr(EpDraft) draft = ep_draft_new(&ep_attachment_table);

    if (kind == NULL || !ep_attachment_check_size((goffset)g_bytes_get_size(file->bytes), error))
        return NULL;
    sha256 = ep_blob_put(deed->act, file->bytes, error);
    if (sha256 == NULL)
        return NULL;
    ep_draft_set_named(draft, "name", file->name);
    ep_draft_set_named(draft, "kind", kind);
    ep_draft_set_integer(draft, "size", (gint64)g_bytes_get_size(file->bytes));
    ep_draft_set_named(draft, "sha256", sha256);
    ep_draft_set_integer(draft, ep_record_get_table(to)->name, ep_record_get_id(to));
    ep_draft_fill(draft, ep_act_get_day(deed->act), ep_act_get_at(deed->act), ep_act_get_operator(deed->act));
    return g_steal_pointer(&draft);
}

/* The same bytes twice on one record would be a slip of the hand. */
static gboolean
ep_attachment_check_new(GPtrArray *there, EpDraft *draft, GError **error)
{
    for (guint i = 0; i < there->len; i++) {
        EpRecord *other = g_ptr_array_index(there, i);

        if (strcmp(ep_record_get_named(other, "sha256"), ep_draft_get_named(draft, "sha256")) != 0)
            continue;
        g_set_error(error, EP_ERROR, EP_ERROR_REFUSED, _("it is attached already, as “%s”"),
                    ep_record_get_named(other, "name"));
        return FALSE;
    }
    return TRUE;
}

static gboolean
ep_attachment_run(EpDeed *deed, GError **error)
{
    EpAttachmentJob *job = deed->data;
    const EpTable *table = ep_record_get_table(job->to);
    gint64 id = ep_record_get_id(job->to);
    EpReader *reader = ep_act_get_reader(deed->act);
    g_autoptr(GPtrArray) still = ep_reader_read_many(reader, table, &id, 1, FALSE, error);
    g_autoptr(GPtrArray) there =
        still != NULL ? ep_reader_load_of(reader, &ep_attachment_table, table->name, id, error) : NULL;
    g_autoptr(GPtrArray) drafts = g_ptr_array_new_with_free_func((GDestroyNotify)ep_draft_unref);

    if (there == NULL)
        return FALSE;
    if (still->len == 0) {
        g_set_error(error, EP_ERROR, EP_ERROR_CONFLICT, _("%s: the record is gone"), ep_label(table->label));
        return FALSE;
    }
    for (guint i = 0; i < job->files->len; i++) {
        const EpAttachmentFile *file = g_ptr_array_index(job->files, i);
        EpDraft *draft = ep_attachment_draft(deed, job->to, file, error);

        if (draft != NULL)
            g_ptr_array_add(drafts, draft);
        if (draft == NULL || !ep_attachment_check_new(there, draft, error)) {
            g_prefix_error(error, "%s: ", file->name);
            return FALSE;
        }
    }
    ep_act_set_subject(deed->act, table, id);
    return ep_act_write_all(deed->act, drafts, deed->progress, error);
}

gint64
ep_attachment_add(EpLedger *ledger, EpRecord *to, GPtrArray *files, const EpHow *how, GError **error)
{
    const EpTable *table = ep_record_get_table(to);
    EpAttachmentJob job = { to, files };

    if (ep_attachment_is_for(table))
        return ep_ledger_do_work(ledger, &verbs[0], &ep_attachment_table, ep_attachment_run, &job, how, NULL, error);
    g_set_error(error, EP_ERROR, EP_ERROR_USAGE, _("no files are attached to “%s”"), ep_label(table->label));
    return 0;
}
