#include "endpoint/exchange/ep-inventory-names.h"

#include <glib.h>

#include "endpoint/exchange/ep-inventory-build.h"

static const char *const sections[N_SECTIONS] = { "HARDWARE", "BIOS",     "OPERATINGSYSTEM", "ACCESSLOG",   "USERS",
                                                  "MEMORIES", "NETWORKS", "SOFTWARES",       "ACCOUNTINFO", "DEVICE" };

static const struct {
    EpInventorySection section;
    const char *name;
    EpInventorySlot slot;
} fields[] = {
    { SOFTWARES, "NAME", PROGRAM },
    { SOFTWARES, "VERSION", VERSION },
    { SOFTWARES, "PUBLISHER", PUBLISHER },
    { SOFTWARES, "INSTALLDATE", INSTALLED },
    { SOFTWARES, "INSTALL_DATE", INSTALLED },
    { SOFTWARES, "INSTALLATION DATE", INSTALLED },
    { HARDWARE, "NAME", HOST },
    { HARDWARE, "OSNAME", HARDWARE_OS },
    { HARDWARE, "OSVERSION", HARDWARE_VERSION },
    { HARDWARE, "MEMORY", MEMORY },
    { HARDWARE, "IPADDR", HARDWARE_IP },
    { HARDWARE, "LASTLOGGEDUSER", LAST_USER },
    { HARDWARE, "USERID", USER_ID },
    { BIOS, "SSN", SERIAL },
    { BIOS, "SERIAL NUMBER", SERIAL },
    { BIOS, "SMANUFACTURER", MAKER },
    { BIOS, "MANUFACTURER", MAKER },
    { BIOS, "SMODEL", MODEL },
    { BIOS, "MODEL", MODEL },
    { BIOS, "MMANUFACTURER", BOARD_MAKER },
    { BIOS, "ASSETTAG", ASSET_TAG },
    { BIOS, "ASSET TAG", ASSET_TAG },
    { SYSTEM, "FULL_NAME", SYSTEM_NAME },
    { SYSTEM, "KERNEL_VERSION", SYSTEM_KERNEL },
    { SYSTEM, "VERSION", SYSTEM_VERSION },
    { SYSTEM, "FQDN", FQDN },
    { ACCESSLOG, "LOGDATE", LOG_DATE },
    { USERS, "LOGIN", LOGIN },
    { MEMORIES, "CAPACITY", CAPACITY },
    { NETWORKS, "DESCRIPTION", NET_NAME },
    { NETWORKS, "TYPE", NET_TYPE },
    { NETWORKS, "IPADDRESS", NET_IP },
    { NETWORKS, "IP ADDRESS", NET_IP },
    { NETWORKS, "MACADDR", NET_MAC },
    { NETWORKS, "MAC", NET_MAC },
    { NETWORKS, "MAC ADDRESS", NET_MAC },
    { NETWORKS, "STATUS", NET_STATUS },
    { NETWORKS, "VIRTUALDEV", NET_VIRTUAL },
    { ACCOUNTINFO, "KEYNAME", KEY_NAME },
    { ACCOUNTINFO, "KEYVALUE", KEY_VALUE },
    { DEVICE, "TYPE", DEVICE_TYPE },
    { DEVICE, "NAME", DEVICE_NAME },
    { DEVICE, "SNMPHOSTNAME", DEVICE_NAME },
    { DEVICE, "DNSHOSTNAME", DEVICE_NAME },
    { DEVICE, "MODEL", DEVICE_MODEL },
};

int
ep_inventory_names_find_section(const char *name)
{
    for (int i = 0; i < N_SECTIONS; i++) {
        if (g_ascii_strcasecmp(name, sections[i]) == 0)
            return i;
    }
    return EP_INVENTORY_NONE;
}

int
ep_inventory_names_find_slot(int section, const char *name)
{
    for (guint i = 0; i < G_N_ELEMENTS(fields); i++) {
        if ((int)fields[i].section == section && g_ascii_strcasecmp(name, fields[i].name) == 0)
            return (int)fields[i].slot;
    }
    return EP_INVENTORY_NONE;
}
