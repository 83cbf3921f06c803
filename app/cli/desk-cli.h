#pragma once

#include "app/cli/desk-cli-args.h"
#include "endpoint/core/ep-list.h"
#include "endpoint/ledger/ep-ledger.h"

/* What every command gets: its words and, opened when it asks, the ledger. */
typedef struct {
    DeskCliArgs *args; /* without the command's own name */
    const char *uri;
    const char *as;
    EpLedger *ledger;
} DeskCli;

typedef gboolean (*DeskCliFunc)(DeskCli *cli, GError **error);

typedef struct {
    const char *name;
    const char *usage;
    const char *summary;
    DeskCliFunc func;
    const char *verb; /* what it does in place of “do”, or NULL */
} DeskCliCommand;

/* The ledger, opened once. */
EpLedger *desk_cli_open(DeskCli *cli, GError **error);
/* The same, with the person who works: --as, MADOGUCHI_USER, the account. EP_ERROR_REFUSED says how to name one. */
EpLedger *desk_cli_open_as(DeskCli *cli, GError **error);

/* The table named by the word at @index; EP_ERROR_USAGE lists the tables. */
EpTable *desk_cli_get_table(DeskCli *cli, guint index, GError **error);

/* The record named by the words TABLE and NUMBER; EP_ERROR_NOT_FOUND. */
EpRecord *desk_cli_get_record(DeskCli *cli, EpTable **table, GError **error);

/* The records that the words --where and --find leave of @table; no other option may be left. */
EpList *desk_cli_read_list(DeskCli *cli, const EpTable *table, GError **error);

/* The same, which leaves other options for others. */
EpList *desk_cli_read_chosen(DeskCli *cli, const EpTable *table, GError **error);
gboolean desk_cli_has_chosen(DeskCli *cli); /* there is a --where or --find */

/* What @list holds, EpRecord; EP_ERROR_NOT_FOUND when there is nothing. */
GPtrArray *desk_cli_take_records(EpList *list, GError **error);

/* Those of @refusals (EpRefusal; NULL: none) on standard error, a line each. */
void desk_cli_print_refusals(GPtrArray *refusals);

/* Those named by the words from @index on; EP_ERROR_NOT_FOUND. */
GPtrArray *desk_cli_do_records(DeskCli *cli, const EpTable *table, guint index, GError **error);

/* How something is done, the same for everything that is: DESK_CLI_HOW in a usage line. @day (out) keeps the text that
 * @how points to. */
#define DESK_CLI_HOW "[--instruction N] [--minutes M] [--day D] [--note TEXT]"
gboolean desk_cli_do_how(DeskCli *cli, EpHow *how, char **day, GError **error);

/* The name of an option that “do” takes for itself: a field of that name is given by --set. */
gboolean desk_cli_do_is_option(const char *name);

/* A progress line on a terminal's standard error; nothing elsewhere. Ctrl+C stops the work. */
EpProgress *desk_cli_progress_new(void);

void desk_cli_print(const char *format, ...) G_GNUC_PRINTF(1, 2);

/* Rows in columns as wide as their widest cell, wide characters counted as two; the first row is the header. */
typedef enum { DESK_CLI_TABLE, DESK_CLI_CSV, DESK_CLI_JSON } DeskCliFormat;
gboolean desk_cli_get_format(DeskCli *cli, DeskCliFormat *format, GError **error);

/* @names: columns' names (JSON keys); @labels: headings for people; @rows: char ** each, @n columns. */
void desk_cli_print_rows(DeskCliFormat format, guint n, const char *const *names, const char *const *labels,
                         GPtrArray *rows);

extern const DeskCliCommand desk_cli_commands[]; /* ended by a NULL name */

/* Commands, by file. */
gboolean desk_cli_init(DeskCli *cli, GError **error);
gboolean desk_cli_sample(DeskCli *cli, GError **error);
gboolean desk_cli_verify(DeskCli *cli, GError **error);
gboolean desk_cli_backup(DeskCli *cli, GError **error);
gboolean desk_cli_restore(DeskCli *cli, GError **error);
gboolean desk_cli_list(DeskCli *cli, GError **error);
gboolean desk_cli_show(DeskCli *cli, GError **error);
gboolean desk_cli_history(DeskCli *cli, GError **error);
gboolean desk_cli_log(DeskCli *cli, GError **error);
gboolean desk_cli_tables(DeskCli *cli, GError **error);
gboolean desk_cli_verbs(DeskCli *cli, GError **error);
gboolean desk_cli_do(DeskCli *cli, GError **error);
gboolean desk_cli_device(DeskCli *cli, GError **error);
gboolean desk_cli_export(DeskCli *cli, GError **error);
gboolean desk_cli_export_file(DeskCli *cli, GError **error);
gboolean desk_cli_columns(DeskCli *cli, GError **error);
gboolean desk_cli_drift(DeskCli *cli, GError **error);
gboolean desk_cli_explain(DeskCli *cli, GError **error);
gboolean desk_cli_undo(DeskCli *cli, GError **error);
gboolean desk_cli_import(DeskCli *cli, GError **error);
gboolean desk_cli_report(DeskCli *cli, GError **error);
gboolean desk_cli_form(DeskCli *cli, GError **error);
gboolean desk_cli_attach(DeskCli *cli, GError **error);
gboolean desk_cli_save(DeskCli *cli, GError **error);
gboolean desk_cli_renewal(DeskCli *cli, GError **error);
gboolean desk_cli_help(DeskCli *cli, GError **error);
