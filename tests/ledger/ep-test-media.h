#pragma once

#include "tests/support/ep-test-desk.h"
#include "usbctl/usbctl-device.h"

/* A desk with two people, a section, a PC and targets on both networks; applications for recorded devices. */
typedef struct {
    EpLedger *ledger;
    gint64 section, pc, business_pc;
    gint64 windows, usbguard, business; /* targets */
} EpTestMedia;

EpTestMedia ep_test_media_open(const char *uri);
void ep_test_media_clear(EpTestMedia *media); /* verifies first */
void ep_test_media_be(EpTestMedia *media, const char *account);

/* The device at @path of tests/data/usb/counter.json. */
UsbctlDevice *ep_test_media_device(const char *path);

/* A received application for the devices at @paths (separated by blanks), to be used on the network's PC and by one
 * person.
 * @answers over the usual ones. */
gint64 ep_test_media_apply(EpTestMedia *media, const char *verb, const char *paths, const char *const *answers);
/* Its @index-th device line. */
gint64 ep_test_media_line(EpTestMedia *media, gint64 application, guint index);
/* Checked, all its media clean, waiting for the decision. */
void ep_test_media_submit(EpTestMedia *media, gint64 application);
/* The same and allowed; the permit of its first device. */
gint64 ep_test_media_allow(EpTestMedia *media, gint64 application);

char *ep_test_media_id(gint64 id); /* as an answer */
EpRecord *ep_test_media_read(EpTestMedia *media, const char *table, gint64 id);
gint64 ep_test_media_registration(EpTestMedia *media, gint64 permit, gint64 target);
void ep_test_media_clean(EpTestMedia *media, gint64 line);
