/* What a wrong text of a form is told. */
#include <string.h>

#include "endpoint/core/ep-error.h"
#include "endpoint/ledger/ep-form.h"
#include "endpoint/ledger/ep-kinds.h"

static void
test_wrong_texts(void)
{
    static const struct {
        const char *text, *says;
    } wrong[] = {
        { "", "XML" },
        { "<form", "line 1: this is no well-formed XML" },
        { "<paper/>", "line 1, <paper>: everything stands inside one <form>" },
        { "<form for='pc'/>", "title=\"…\" is missing" },
        { "<form title='t' for='cow'/>", "for=\"cow\": there is no kind of record “cow”" },
        { "<form title='t' for='pc' paper='A12'/>", "paper=\"A12\": A4, A5" },
        { "<form title='t' for='pc' list='cow'/>", "list=\"cow\": a field is expected" },
        { "<form title='t' for='pc' label='86x42' grid='3x6'/>", "3 × 6 labels do not fit" },
        { "<form title='t' for='pc' when='state=cow'/>", "“state” is never “cow”; there are:" },
        { "<form title='t' for='pc' when='section.code=1'/>", "asks of the record's own fields" },
        { "<form title='t' for='pc'>\n<text x='1' y='1'>{sectoin}</text></form>",
          "line 2, <text>: {sectoin}: “PC ledger” has no field “sectoin”" },
        { "<form title='t' for='pc'>\n<text x='1' y='1'>{number2}</text>\n<text x='1' y='1'/></form>",
          "line 2, <text>: {number2}" },
        { "<form title='t' for='pc'>\n<table x='1' y='1'>\n</table></form>", "line 2, <table>: columns" },
        { "<form title='t' for='pc'>\n\n<text x='ten' y='1'/></form>",
          "line 3, <text>: x=\"ten\": a number from 0 to 2000 is expected" },
        { "<form title='t' for='pc'><text x='1' y='1' colour='red'/></form>",
          "there is no attribute “colour” here, but x, y, w, h, size" },
        { "<form title='t' for='pc'><picture/></form>", "there is no such element, but text, line, box" },
        { "<form title='t'><word name='a'><word name='b'>x</word></word></form>",
          "it stands inside <form>, not inside <word>" },
        { "<form title='t' for='pc'><td>x</td></form>", "it stands inside <head row>, not inside <form>" },
        { "<form title='t' for='pc'><table x='1' y='1'/></form>", "columns=\"30 60\" is missing" },
        { "<form title='t' for='pc'><table x='1' y='1' columns='10 10'><row><td>1</td></row></table></form>",
          "its cells take 1 columns, the table has 2" },
        { "<form title='t' for='pc'><table x='1' y='1' columns='10'><row each='route'><td/></row></table></form>",
          "each=\"route\": no kind of record" },
        { "<form title='t' for='application'><table x='1' y='1' columns='10'><row each='permit pc'><td/></row>"
          "</table></form>",
          "each=\"permit pc\": no kind of record of this name belongs to “Permits”" },
        { "<form title='t' for='pc'><text x='1' y='1'>{host</text></form>", "a } is missing" },
        { "<form title='t' for='pc'><text x='1' y='1'>{host:loud}</text></form>",
          "behind the colon stands one of long" },
        { "<form title='t' for='pc'><text x='1' y='1'>{host.name}</text></form>", "refers to no other record" },
        { "<form title='t' for='pc'><text x='1' y='1'>{network=moon}</text></form>", "“network” is never “moon”" },
        { "<form title='t' for='pc'>stray</form>", "“stray” stands in no <text> or <td>" },
        { "<form title='t'><text x='1' y='1'>{host}</text></form>", "this form is for no kind of record" },
        { "<form title='t' for='pc'><word>x</word></form>", "name=\"…\" is missing" },
        { "<!DOCTYPE form [<!ENTITY e SYSTEM 'file:///etc/passwd'>]><form title='&e;' for='pc'/>", "XML" },
    };
    g_autoptr(EpCatalog) catalog = ep_kinds_new_catalog();

    for (guint i = 0; i < G_N_ELEMENTS(wrong); i++) {
        g_autoptr(GError) error = NULL;
        g_autoptr(EpForm) form = ep_form_parse(catalog, "test", wrong[i].text, &error);

        g_assert_null(form);
        g_assert_error(error, EP_ERROR, EP_ERROR_INVALID);
        if (strstr(error->message, wrong[i].says) == NULL)
            g_error("%s: “%s” does not say “%s”", wrong[i].text, error->message, wrong[i].says);
    }
}

int
main(int argc, char *argv[])
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/report/form/wrong-texts", test_wrong_texts);
    return g_test_run();
}
