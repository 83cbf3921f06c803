#include "usbctl/usbctl-enforce.h"

#include <initguid.h>
#include <windows.h>
#include <aclapi.h>
#include <sddl.h>
#include <shellapi.h>
#include <knownfolders.h>
#include <shlobj.h>
#include <glib/gi18n-lib.h>

#include "usbctl/usbctl-error.h"
#include "usbctl/usbctl-key-windows.h"
#include "usbctl/usbctl-render.h"

#define LONGEST_PATH 32768

static gboolean
usbctl_enforce_windows_fail(GError **error, const char *what, DWORD code)
{
    g_autofree char *reason = g_win32_error_message((int)code);

    g_set_error(error, USBCTL_ERROR, USBCTL_ERROR_FAILED, "%s: %s", what, reason);
    return FALSE;
}

static UsbctlRegistry *
usbctl_enforce_windows_read(gpointer data, GError **error)
{
    g_autoptr(UsbctlRegistry) state = usbctl_registry_new();

    return usbctl_key_windows_read(state, USBCTL_RENDER_RESTRICTIONS, TRUE, error) ? g_steal_pointer(&state) : NULL;
}

/* Administrators, the system, or the administrator who runs this. */
static gboolean
usbctl_enforce_windows_may_own(PSID owner)
{
    BYTE room[sizeof(TOKEN_USER) + SECURITY_MAX_SID_SIZE];
    HANDLE token;
    DWORD size;
    gboolean own;

    if (IsWellKnownSid(owner, WinBuiltinAdministratorsSid) || IsWellKnownSid(owner, WinLocalSystemSid))
        return TRUE;
    if (!OpenProcessToken(GetCurrentProcess(), TOKEN_QUERY, &token))
        return FALSE;
    own = GetTokenInformation(token, TokenUser, room, sizeof room, &size) &&
          EqualSid(owner, ((TOKEN_USER *)(gpointer)room)->User.Sid);
    CloseHandle(token);
    return own;
}

/* Anybody may make folders below ProgramData; one that somebody else made may hold what he wants put back. */
static gboolean
usbctl_enforce_windows_check_owner(wchar_t *wide, const char *folder, GError **error)
{
    PSECURITY_DESCRIPTOR rights = NULL;
    PSID owner = NULL;
    DWORD code =
        GetNamedSecurityInfoW(wide, SE_FILE_OBJECT, OWNER_SECURITY_INFORMATION, &owner, NULL, NULL, NULL, &rights);
    gboolean trusted = code == ERROR_SUCCESS && owner != NULL && usbctl_enforce_windows_may_own(owner);

    if (rights != NULL)
        LocalFree(rights);
    if (!trusted)
        g_set_error(error, USBCTL_ERROR, USBCTL_ERROR_FAILED, _("%s was not made by an administrator: remove it"),
                    folder);
    return trusted;
}

/* What is kept is put back by an administrator, so only administrators may write it. */
static gboolean
usbctl_enforce_windows_make_folder(const char *folder, GError **error)
{
    g_autofree char *above = g_path_get_dirname(folder);
    g_autofree wchar_t *wide = (wchar_t *)g_utf8_to_utf16(folder, -1, NULL, NULL, NULL);
    SECURITY_ATTRIBUTES attributes = { .nLength = sizeof attributes };
    DWORD code = ERROR_SUCCESS;

    g_mkdir_with_parents(above, 0755);
    if (!ConvertStringSecurityDescriptorToSecurityDescriptorW(
            L"O:BAD:P(A;OICI;FA;;;SY)(A;OICI;FA;;;BA)(A;OICI;FRFX;;;S-1-5-32-545)", SDDL_REVISION_1,
            &attributes.lpSecurityDescriptor, NULL))
        return usbctl_enforce_windows_fail(error, folder, GetLastError());
    if (!CreateDirectoryW(wide, &attributes))
        code = GetLastError();
    LocalFree(attributes.lpSecurityDescriptor);
    if (code == ERROR_ALREADY_EXISTS)
        return usbctl_enforce_windows_check_owner(wide, folder, error);
    return code == ERROR_SUCCESS || usbctl_enforce_windows_fail(error, folder, code);
}

static gboolean
usbctl_enforce_windows_write(gpointer data, const UsbctlRegistry *change, GError **error)
{
    g_autoptr(GPtrArray) entries = usbctl_registry_list(change);

    for (guint i = 0; i < entries->len; i++)
        if (!usbctl_key_windows_write(entries->pdata[i], error))
            return FALSE;
    return TRUE;
}

static char *
usbctl_enforce_windows_folder(void)
{
    g_autofree char *programs = NULL;
    wchar_t *wide;

    if (SHGetKnownFolderPath(&FOLDERID_ProgramData, 0, NULL, &wide) != S_OK)
        return NULL;
    programs = g_utf16_to_utf8((gunichar2 *)wide, -1, NULL, NULL, NULL);
    CoTaskMemFree(wide);
    return g_build_filename(programs, "Madoguchi", "policy", NULL);
}

const UsbctlEnforcer *
usbctl_enforce_get_system(GError **error)
{
    static UsbctlEnforcer enforcer = { .read = usbctl_enforce_windows_read, .write = usbctl_enforce_windows_write };

    if (enforcer.folder == NULL)
        enforcer.folder = usbctl_enforce_windows_folder();
    if (enforcer.folder == NULL) {
        g_set_error_literal(error, USBCTL_ERROR, USBCTL_ERROR_FAILED,
                            _("Windows does not say where programs keep data"));
        return NULL;
    }
    if (usbctl_enforce_has_rights() && !usbctl_enforce_windows_make_folder(enforcer.folder, error))
        return NULL;
    return &enforcer;
}

gboolean
usbctl_enforce_has_rights(void)
{
    TOKEN_ELEVATION elevation = { 0 };
    HANDLE token;
    DWORD size;

    if (!OpenProcessToken(GetCurrentProcess(), TOKEN_QUERY, &token))
        return FALSE;
    if (!GetTokenInformation(token, TokenElevation, &elevation, sizeof elevation, &size))
        elevation.TokenIsElevated = 0;
    CloseHandle(token);
    return elevation.TokenIsElevated != 0;
}

gboolean
usbctl_enforce_run_elevated(const char *words, int *status, GError **error)
{
    g_autofree wchar_t *program = g_new(wchar_t, LONGEST_PATH);
    g_autofree gunichar2 *wide = g_utf8_to_utf16(words, -1, NULL, NULL, NULL);
    SHELLEXECUTEINFOW call = { .cbSize = sizeof call,
                               .fMask = SEE_MASK_NOCLOSEPROCESS | SEE_MASK_NOASYNC | SEE_MASK_FLAG_NO_UI,
                               .lpVerb = L"runas",
                               .lpFile = program,
                               .lpParameters = (wchar_t *)wide,
                               .nShow = SW_HIDE };
    DWORD code = ERROR_SUCCESS;

    if (GetModuleFileNameW(NULL, program, LONGEST_PATH) == 0 || !ShellExecuteExW(&call) || call.hProcess == NULL)
        return usbctl_enforce_windows_fail(
            error, _("this needs an administrator; start it from a console that was opened as one"), GetLastError());
    WaitForSingleObject(call.hProcess, INFINITE);
    GetExitCodeProcess(call.hProcess, &code);
    CloseHandle(call.hProcess);
    *status = (int)code;
    return TRUE;
}
