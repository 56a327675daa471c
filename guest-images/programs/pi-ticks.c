/*
 * Decimals of pi, and how far the processor's own counter went meanwhile: the workload of A. Chierici, R. Veraldi,
 * D. Salomoni, "Measuring performances of linux hypervisors" (2009), section 6.3. One static file without a C library,
 * so that every guest runs the very bytes that its host does.
 *
 *     pi-ticks DIGITS SECONDS
 *
 * It computes them again and again until so much time is over, so that those who begin together work beside each other on
 * a computer of any speed.
 */
typedef unsigned int u32;
typedef unsigned long long u64;

#define VERSION "1"
#define LIMB 1000000000u
#define DECIMALS 9
#define MOST_DIGITS 20000
/* What is cut off at the end of each term adds up: these limbs are not told. */
#define GUARDS 2
#define MOST_LIMBS (MOST_DIGITS / DECIMALS + 2 + GUARDS)
#define TOLD 20

#if defined(__TINYC__)
#define COMPILER "tcc"
#else
#define COMPILER "gcc " __VERSION__
#endif

#if defined(__x86_64__)
#define COUNTER "rdtsc"
enum { WRITE = 1, EXIT = 60, CLOCK_GETTIME = 228 };

__asm__(".globl _start\n_start:\n\txor %ebp, %ebp\n\tmov %rsp, %rdi\n\tand $-16, %rsp\n\tcall begin\n");

static long kernel(long number, long a, long b, long c) {
  long result;
  __asm__ volatile("syscall" : "=a"(result) : "a"(number), "D"(a), "S"(b), "d"(c) : "rcx", "r11", "memory");
  return result;
}

static u64 counter(void) {
  u32 low, high;
  __asm__ volatile("rdtsc" : "=a"(low), "=d"(high));
  return (u64)high << 32 | low;
}

/* rdtsc tells of no rate. */
static u64 frequency(void) { return 0; }
#elif defined(__aarch64__)
#define COUNTER "cntvct_el0"
enum { WRITE = 64, EXIT = 93, CLOCK_GETTIME = 113 };

__asm__(".globl _start\n_start:\n\tmov x29, #0\n\tmov x0, sp\n\tbl begin\n");

static long kernel(long number, long a, long b, long c) {
  register long x8 __asm__("x8") = number;
  register long x0 __asm__("x0") = a;
  register long x1 __asm__("x1") = b;
  register long x2 __asm__("x2") = c;
  __asm__ volatile("svc 0" : "+r"(x0) : "r"(x8), "r"(x1), "r"(x2) : "memory");
  return x0;
}

static u64 counter(void) {
  u64 value;
  __asm__ volatile("isb\n\tmrs %0, cntvct_el0" : "=r"(value) : : "memory");
  return value;
}

static u64 frequency(void) {
  u64 value;
  __asm__ volatile("mrs %0, cntfrq_el0" : "=r"(value));
  return value;
}
#else
#error "pi-ticks reads the counter of x86-64 or arm64"
#endif

enum { MONOTONIC = 1, PROCESS_CPUTIME = 2 };

struct timespec {
  long seconds, nanoseconds;
};

static char line[256];
static int length;

static void text(const char *from) {
  while (*from) line[length++] = *from++;
}

/* At least so many digits. */
static void number(u64 value, int width) {
  char digits[24];
  int count = 0;
  do digits[count++] = (char)('0' + value % 10);
  while ((value /= 10) || count < width);
  while (count) line[length++] = digits[--count];
}

static void end_line(int to) {
  line[length++] = '\n';
  kernel(WRITE, to, (long)line, length);
  length = 0;
}

static void told(const char *name, u64 value) {
  text(name);
  number(value, 1);
  end_line(1);
}

static u64 nanoseconds(int clock) {
  struct timespec now;
  kernel(CLOCK_GETTIME, clock, (long)&now, 0);
  return (u64)now.seconds * 1000000000u + (u64)now.nanoseconds;
}

static void told_seconds(const char *name, u64 value) {
  text(name);
  number(value / 1000000000u, 1);
  text(".");
  number(value % 1000000000u, 9);
  end_line(1);
}

/* Fixed point: the first limb is what stands before the decimal point. */
static u32 pi[MOST_LIMBS], power[MOST_LIMBS], term[MOST_LIMBS];

/* to = from / by, from the limb `first` on; gives the first limb of the result that is not zero. */
static int divided(u32 *to, const u32 *from, u32 by, int first, int limbs) {
  u64 rest = 0;
  for (int at = first; at < limbs; at++) {
    u64 now = rest * LIMB + from[at];
    to[at] = (u32)(now / by);
    rest = now % by;
  }
  while (first < limbs && to[first] == 0) first++;
  return first;
}

static void added(const u32 *what, int first, int limbs) {
  u32 carry = 0;
  for (int at = limbs - 1; at >= 0 && (at >= first || carry); at--) {
    u32 sum = pi[at] + carry + (at >= first ? what[at] : 0);
    carry = sum >= LIMB;
    pi[at] = carry ? sum - LIMB : sum;
  }
}

static void taken(const u32 *what, int first, int limbs) {
  u32 borrow = 0;
  for (int at = limbs - 1; at >= 0 && (at >= first || borrow); at--) {
    u32 less = borrow + (at >= first ? what[at] : 0);
    borrow = pi[at] < less;
    pi[at] = borrow ? pi[at] + LIMB - less : pi[at] - less;
  }
}

/* Adds, or takes, factor x arctan(1 / x). */
static void arctan(u32 factor, u32 x, int add, int limbs) {
  int first = 0;
  for (int at = 0; at < limbs; at++) power[at] = 0;
  power[0] = factor;
  first = divided(power, power, x, 0, limbs);
  for (u32 odd = 1; first < limbs; odd += 2, add = !add) {
    /* What `first` passes over is zero in `power` only. */
    divided(term, power, odd, first, limbs);
    if (add) added(term, first, limbs);
    else taken(term, first, limbs);
    first = divided(power, power, x * x, first, limbs);
  }
}

/* J. Machin, 1706: 16 arctan(1/5) - 4 arctan(1/239). */
static void compute(int limbs) {
  for (int at = 0; at < limbs; at++) pi[at] = 0;
  arctan(16, 5, 1, limbs);
  arctan(4, 239, 0, limbs);
}

static void last_decimals(int digits) {
  text("last decimals ");
  for (int at = digits - TOLD; at < digits; at++) {
    u32 limb = pi[1 + at / DECIMALS];
    for (int after = DECIMALS - 1 - at % DECIMALS; after > 0; after--) limb /= 10;
    line[length++] = (char)('0' + limb % 10);
  }
  end_line(1);
}

static long whole(const char *word) {
  long value = 0;
  if (!*word) return -1;
  for (; *word; word++) {
    if (*word < '0' || *word > '9' || value > 100000000) return -1;
    value = value * 10 + (*word - '0');
  }
  return value;
}

static void quit(int status) {
  for (;;) kernel(EXIT, status, 0, 0);
}

void begin(long *stack) {
  long digits = stack[0] == 3 ? whole((const char *)stack[2]) : -1;
  long seconds = stack[0] == 3 ? whole((const char *)stack[3]) : -1;
  if (digits < TOLD || digits > MOST_DIGITS || seconds < 1) {
    text("usage: pi-ticks DIGITS SECONDS, of 20 to 20000 digits");
    end_line(2);
    quit(2);
  }
  int limbs = (int)(digits / DECIMALS) + 2 + GUARDS;
  u64 clock = nanoseconds(MONOTONIC), cpu = nanoseconds(PROCESS_CPUTIME), from = counter();
  u64 rounds = 0, elapsed;
  do {
    compute(limbs);
    rounds++;
    elapsed = nanoseconds(MONOTONIC) - clock;
  } while (elapsed < (u64)seconds * 1000000000u);
  u64 to = counter(), used = nanoseconds(PROCESS_CPUTIME) - cpu;
  text("pi-ticks " VERSION);
  end_line(1);
  text("compiler " COMPILER);
  end_line(1);
  text("counter " COUNTER);
  end_line(1);
  if (frequency()) told("frequency ", frequency());
  told("digits ", (u64)digits);
  told("rounds ", rounds);
  if (to < from) {
    text("the counter went backwards");
    end_line(2);
    quit(1);
  }
  told("ticks ", to - from);
  told_seconds("elapsed ", elapsed);
  told_seconds("cpu ", used);
  last_decimals((int)digits);
  quit(0);
}
