#pragma once

#include <glib.h>

/*
 * What the site decided for everybody on this computer: a key file that an administrator lays on its PCs, read by all
 * programs that open a ledger and written by none. What a person names on the command line, in the environment or in
 * their own settings comes before it.
 *
 * madoguchi/site.ini in the first of the system's configuration folders that has one (/etc/xdg; %ProgramData% on
 * Windows). UTF-8, UTF-16 or CP932, as an editor leaves it. Values are taken as they are written: a backslash is a
 * backslash.
 *
 *     [ledger]
 *     store=postgresql://ledger.example/madoguchi
 *     [window]
 *     renderer=cairo
 *
 * [window] may hold every setting that a person's own window.ini has there.
 */
typedef struct _EpSite EpSite;

/* @folders: in place of the system's, ended by NULL. A missing file is an empty one. EP_ERROR_INVALID names the file,
 * and the group or key that means nothing: a misspelt store would else be an empty ledger. */
EpSite *ep_site_open(const char *const *folders, GError **error);
void ep_site_free(EpSite *site);

/* Without blanks around; NULL if it is not there or empty. Owned by @site. */
const char *ep_site_get(EpSite *site, const char *group, const char *key);

/* Where the ledger is: what the person @named, else MADOGUCHI_STORE, else the site's, else a file among the user's own
 * data. Free with g_free(). */
char *ep_site_choose_store(EpSite *site, const char *named);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(EpSite, ep_site_free)
