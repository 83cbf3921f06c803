/* deskctl: the whole ledger on the console. */
#include <glib/gi18n.h>

#include "app/cli/desk-cli.h"
#include "endpoint/core/ep-error.h"
#include "endpoint/core/ep-site.h"
#include "usbctl/usbctl-program.h"

const DeskCliCommand desk_cli_commands[] = {
    { "init", "init", N_("create a ledger, or bring an old one up (backing it up first)"), desk_cli_init },
    { "sample", "sample [--pcs N] [--days N] [--media N] [--seed S] [--csv FILE]",
      N_("fill an empty ledger with a plausible desk, or write its PCs as a CSV file to import"), desk_cli_sample },
    { "import",
      "import TABLE FILE… [--map FILE] [--key FIELD] [--overwrite] [--dry-run]\n"
      "            " DESK_CLI_HOW,
      N_("take in lists of other programs; files and folders, told apart by their content"), desk_cli_import },
    { "list", "list TABLE [--where FIELD=VALUE]… [--find TEXT] [--columns A,B] [--format table|csv|json]",
      N_("records of a table"), desk_cli_list },
    { "show", "show TABLE ID|NUMBER [--history] [--format F]", N_("one record"), desk_cli_show },
    { "do",
      "do VERB [ID|NUMBER]… [--where FIELD=VALUE]… [--find TEXT] [--all] [--FIELD VALUE]…\n"
      "            [--set FIELD=VALUE]… [--lines TABLE=FILE]…\n"
      "            [--device DEVICE [--from FILE]] [--scan FOLDER] " DESK_CLI_HOW,
      N_("do something to records; a plugged device or a virus scan answers for itself, --set reaches a field that is "
         "called like an option; --where does it to each that it can be done to, with --all to all or none"),
      desk_cli_do },
    { "renewal",
      "renewal WHAT NUMBER [FILE]… [--out DIR] [--kind xlsx|csv] [--dry-run] [--format F]\n            " DESK_CLI_HOW,
      N_("a yearly renewal: show (how far each section is), lists (a file for each section, into --out), answers (the "
         "lists that came back), undo (all that it did to permits)"),
      desk_cli_renewal },
    { "device", "device [DEVICE] [--from FILE] [--network NETWORK]",
      N_("what is plugged in, how well it can be told apart, and where it is known"), desk_cli_device },
    { "export",
      "export TARGET --out DIR [--as-of DATE] [--delta] [--base EXPORT] [--dry-run]\n            " DESK_CLI_HOW,
      N_("the list of a target as its product reads it, or what changed since another export"), desk_cli_export,
      .verb = "target.export" },
    { "export-file", "export-file EXPORT [FILE] --out DIR", N_("the files of an export, as they were written"),
      desk_cli_export_file },
    { "columns", "columns FILE [--answer]", N_("the columns of a target, told from a file that its console wrote"),
      desk_cli_columns },
    { "drift", "drift TARGET [FILE…] [--this-pc] [--as-of DATE] [--format F]\n            " DESK_CLI_HOW,
      N_("compare a target's own list with what the ledger wants there; without a list, what is not settled yet"),
      desk_cli_drift, .verb = "target.compare" },
    { "explain", "explain DEVICE [PC] [--network NETWORK] [--as-of DATE] [--from FILE]",
      N_("what would happen: a device at a PC on a day, under each target, step by step"), desk_cli_explain },
    { "report", "report NAME [--date D] --out FILE.pdf|.xlsx|.csv", N_("a report as a file"), desk_cli_report },
    { "form",
      "form [NAME] [ID|NUMBER]… [--where FIELD=VALUE]… [--find TEXT] [--skip LABELS] [--out FILE.pdf]\n"
      "            [--text FILE.xml] [--save FILE.xml] [--restore]",
      N_("a paper for records; alone: which there are; --text and --save to change what it looks like"),
      desk_cli_form },
    { "attach", "attach TABLE ID|NUMBER FILE… " DESK_CLI_HOW,
      N_("attach scanned papers to a record: PDF, PNG or JPEG, at most 10 MB each"), desk_cli_attach,
      .verb = "attachment.add" },
    { "save", "save TABLE ID --out FILE", N_("a kept file (attachment, export_file) as a file"), desk_cli_save },
    { "undo", "undo ACT " DESK_CLI_HOW, N_("take an act back"), desk_cli_undo },
    { "history", "history TABLE ID|NUMBER [--format F]", N_("what was done to a record"), desk_cli_history },
    { "log", "log [--date D] [--format F]", N_("the acts of a day"), desk_cli_log },
    { "verify", "verify", N_("check the journal and every record against it"), desk_cli_verify },
    { "backup", "backup FILE", N_("copy the ledger and check the copy"), desk_cli_backup },
    { "restore", "restore FILE [--force]", N_("make a checked copy the ledger"), desk_cli_restore },
    { "tables", "tables [TABLE] [--sql] [--format F]", N_("kinds of record and their fields"), desk_cli_tables },
    { "verbs", "verbs [TABLE] [--format F]", N_("everything that can be done"), desk_cli_verbs },
    { "help", "help [COMMAND]", N_("this text"), desk_cli_help },
    { NULL },
};

static const char *const flags[] = { "dry-run", "overwrite", "delta", "answer", "history", "sql",
                                     "force",   "restore",   "help",  "all",    "this-pc", NULL };

static int
desk_cli_status(const GError *error)
{
    if (error->domain != EP_ERROR || error->code > EP_ERROR_CONFLICT)
        return EP_ERROR_FAILED;
    return error->code;
}

static const DeskCliCommand *
desk_cli_find(const char *name)
{
    for (const DeskCliCommand *command = desk_cli_commands; name != NULL && command->name != NULL; command++) {
        if (g_str_equal(command->name, name))
            return command;
    }
    return NULL;
}

static gboolean
desk_cli_run(int argc, char **argv, GError **error)
{
    g_autoptr(DeskCliArgs) args = desk_cli_args_parse(argc - 1, argv + 1, flags, error);
    g_autoptr(EpSite) site = NULL;
    g_autofree char *name = NULL, *store = NULL;
    const DeskCliCommand *command;
    DeskCli cli = { 0 };
    gboolean done;

    if (args == NULL)
        return FALSE;
    name = desk_cli_args_take(args, "help") != NULL ? g_strdup("help") : desk_cli_args_shift(args);
    command = desk_cli_find(name != NULL ? name : "help");
    if (command == NULL) {
        g_set_error(error, EP_ERROR, EP_ERROR_USAGE, _("there is no command %s; try “deskctl help”"), name);
        return FALSE;
    }
    site = ep_site_open(NULL, error);
    if (site == NULL)
        return FALSE;
    cli.args = args;
    cli.uri = store = ep_site_choose_store(site, desk_cli_args_take(args, "store"));
    cli.as = desk_cli_args_take(args, "as");
    done = desk_cli_args_check(args, command->usage, error) && command->func(&cli, error);
    g_clear_pointer(&cli.ledger, ep_ledger_close);
    return done;
}

int
main(int argc, char *argv[])
{
    g_auto(GStrv) words = usbctl_program_init_console(argv);
    g_autoptr(GError) error = NULL;

    if (desk_cli_run((int)g_strv_length(words), words, &error))
        return usbctl_program_end_console(0);
    g_printerr("deskctl: %s\n", error->message);
    return usbctl_program_end_console(desk_cli_status(error));
}
