#pragma once

#include <glib.h>

#define EP_ERROR (ep_error_quark())

/**
 * EpError:
 * @EP_ERROR_FAILED: something outside the program failed (disk, server, library)
 * @EP_ERROR_USAGE: the caller's words make no sense
 * @EP_ERROR_NOT_FOUND: what was named does not exist
 * @EP_ERROR_REFUSED: a rule of the desk forbids it; the message is the reason, fit to be shown
 * @EP_ERROR_CONFLICT: somebody else changed the same fields since
 * @EP_ERROR_INVALID: input that cannot be accepted; the message names line, field and next step
 * @EP_ERROR_CANCELLED: a person stopped it; nothing was written
 * @EP_ERROR_LOST: the database server does not answer; the next call tries to reach it again
 * @EP_ERROR_RESTORED: the ledger was put back to an earlier state since it was read; said once
 *
 * The first five values are `deskctl`'s exit statuses; the others leave it with 1.
 */
typedef enum {
    EP_ERROR_FAILED = 1,
    EP_ERROR_USAGE = 2,
    EP_ERROR_NOT_FOUND = 3,
    EP_ERROR_REFUSED = 4,
    EP_ERROR_CONFLICT = 5,
    EP_ERROR_INVALID = 6,
    EP_ERROR_CANCELLED = 7,
    EP_ERROR_LOST = 8,
    EP_ERROR_RESTORED = 9,
} EpError;

GQuark ep_error_quark(void);
