#pragma once

#include "endpoint/report/ep-sheet.h"
#include "endpoint/report/ep-xlsx-format.h"
#include "endpoint/report/ep-xlsx-text.h"

/* Writes the sheet into the worksheet. */
void ep_xlsx_page_fill(const EpSheet *sheet, lxw_worksheet *worksheet, EpXlsxFormat *formats, EpXlsxTextLoss *loss);
