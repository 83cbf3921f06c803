#pragma once

#include "endpoint/core/ep-record.h"

/*
 * A record (or nothing) plus edits: the only thing that can be edited. Because it is base + edits, what another desk
 * saved meanwhile is taken over and only fields that both changed are a conflict. A draft may hold drafts that belong
 * to it.
 */
typedef struct _EpDraft EpDraft;

EpDraft *ep_draft_new(const EpTable *table); /* a new record, with a new id */
EpDraft *ep_draft_new_from(EpRecord *base);  /* keeps @base */
EpDraft *ep_draft_ref(EpDraft *draft);
void ep_draft_unref(EpDraft *draft);

const EpTable *ep_draft_get_table(EpDraft *draft);
EpRecord *ep_draft_get_base(EpDraft *draft); /* NULL for a new record */
gint64 ep_draft_get_id(EpDraft *draft);
gboolean ep_draft_is_changed(EpDraft *draft);
gboolean ep_draft_is_edited(EpDraft *draft, guint field); /* differs from the base */
gboolean ep_draft_is_said(EpDraft *draft, guint field);   /* was set, be it to nothing; not by ep_draft_fill() */
const char *ep_draft_get(EpDraft *draft, guint field);
const char *ep_draft_get_named(EpDraft *draft, const char *name);
gint64 ep_draft_get_integer(EpDraft *draft, const char *name); /* a reference too; 0 if not said */

/* @value is canonical and copied; NULL is "". Setting what the base holds takes the edit back. */
void ep_draft_set(EpDraft *draft, guint field, const char *value);
void ep_draft_set_named(EpDraft *draft, const char *name, const char *value);
void ep_draft_set_integer(EpDraft *draft, const char *name, gint64 value);

/* @text as a person or a file wrote it; "" says nothing. FALSE with EP_ERROR_INVALID leaves the draft as it was. */
gboolean ep_draft_parse(EpDraft *draft, guint field, const char *text, GError **error);

/* Fills every field that has an `initial`, holds nothing, and was not set to that. */
void ep_draft_fill(EpDraft *draft, const char *today, const char *now, gint64 operator);

/* Required fields are there and values are of their kind; lines too. The first fault is the error. */
gboolean ep_draft_check(EpDraft *draft, GError **error);

/**
 * ep_draft_rebase:
 * @current: the record as it is now
 *
 * Makes @current the base. FALSE with EP_ERROR_CONFLICT, naming the fields, if one was changed both here and there; the
 * draft is then as it was.
 */
gboolean ep_draft_rebase(EpDraft *draft, EpRecord *current, GError **error);
gboolean ep_draft_clashes(EpDraft *draft, guint field, EpRecord *current); /* changed both here and there */

/* Makes @current the base whoever changed what: what was edited here stands. NULL: the record went meanwhile, and the
 * draft is a new one, with a new id, that holds all it showed. */
void ep_draft_settle(EpDraft *draft, EpRecord *current);

/* A record that belongs to this one; its parent field is set. Takes a reference. One that never was and is removed is
 * left out. */
void ep_draft_add_line(EpDraft *draft, EpDraft *line);
GPtrArray *ep_draft_get_lines(EpDraft *draft); /* EpDraft, borrowed; empty array if none */

/* A line that there was goes when the record it belongs to is written. */
void ep_draft_set_removed(EpDraft *line, gboolean removed);
gboolean ep_draft_is_removed(EpDraft *line);

/* What would be read back after saving; labels of references are as in the base. Transfer full. */
EpRecord *ep_draft_to_record(EpDraft *draft);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(EpDraft, ep_draft_unref)
