/* read as endpoint/core/ep-bad-egg.c: named after the file, its family or its type. */
typedef struct {
    int size;
} EpHen;

static int
ep_bad_egg_size(void)
{
    return 1;
}

int
ep_bad_count(void)
{
    return ep_bad_egg_size();
}

int
ep_hen_count(EpHen *hen)
{
    return hen->size;
}

int
ep_good_count(void) /* expect */
{
    return 2;
}
