/*
 * Preloaded into nuttcp, whose sender sleeps half a second before each of its four marks of the end, in 6.1.2 and 8.2.2
 * alike and whatever it is asked for. The receiver leaves at the first mark that it reads; where it missed the one right
 * behind the data, it reckons its time by which of the four it was, half a second each. So the first one comes as nuttcp
 * has it, and each next one too, unless the receiver is known to have left: then nothing hangs on them any more, and
 * they go out at once.
 *
 * To know it, a mark of the beginning is sent a tenth of a second after a mark of the end. A receiver that is still there
 * lets the second mark of the beginning alone count, and passes over this first one. Once its program has left, its kernel
 * answers that nobody is there (ICMP). Marks take the way of the data: that one was read says that what came before it
 * was read, or lost.
 *
 *     NUTTCP_PORT=8081 LD_PRELOAD=./nuttcp-marks.so nuttcp ...
 *
 * NUTTCP_PORT is that of the data. The library of the program that it is preloaded into has what it calls, so that no
 * header is needed.
 */
extern int getpeername(int, void *, unsigned *);
extern int getsockopt(int, int, int, void *, unsigned *);
extern int setsockopt(int, int, int, const void *, unsigned);
extern long sendto(int, const void *, unsigned long, int, const void *, unsigned);
extern int poll(void *, unsigned long, int);
extern int nanosleep(const void *, void *);
extern char *getenv(const char *);

enum { MARK_USEC = 500000, ASKED_MSEC = 100, MARK_MSEC = 500, MARKS = 4, MARK_BYTES = 4, LAST_FD = 63 };
/* asm-generic/socket.h, linux/in.h, linux/net.h, asm-generic/errno.h */
enum { SOL_IP = 0, IP_RECVERR = 11, SOL_SOCKET = 1, SO_TYPE = 3, SO_ERROR = 4, ECONNREFUSED = 111 };
enum { AF_INET = 2, SOCK_STREAM = 1, SOCK_DGRAM = 2 };

struct pollfd {
  int fd;
  short events, revents;
};
struct timespec {
  long seconds, nanoseconds;
};
struct address {
  unsigned short family;
  unsigned char port[2], host[4], zero[8];
};

/* Linux reports errors of a socket that is not connected only to who asks for them. */
static int tell_errors(int fd, int on) { return setsockopt(fd, SOL_IP, IP_RECVERR, &on, sizeof on) == 0; }

static int is_of(int fd, int asked) {
  int type = 0;
  unsigned size = sizeof type;
  return getsockopt(fd, SOL_SOCKET, SO_TYPE, &type, &size) == 0 && type == asked;
}

static int data_socket(void) {
  for (int fd = 0; fd <= LAST_FD; fd++)
    if (is_of(fd, SOCK_DGRAM) && tell_errors(fd, 1)) return fd;
  return -1;
}

/* Of the data, on the computer to which the connection of control goes. */
static int receiver(struct address *to) {
  const char *digits = getenv("NUTTCP_PORT");
  unsigned port = 0;
  while (digits && *digits >= '0' && *digits <= '9') port = port * 10 + (unsigned)(*digits++ - '0');
  for (int fd = 0; port && fd <= LAST_FD; fd++) {
    unsigned size = sizeof *to;
    if (!is_of(fd, SOCK_STREAM) || getpeername(fd, to, &size) != 0 || to->family != AF_INET) continue;
    to->port[0] = (unsigned char)(port >> 8);
    to->port[1] = (unsigned char)port;
    return 1;
  }
  return 0;
}

static int sleep_for(unsigned usec) {
  struct timespec time = {usec / 1000000, usec % 1000000 * 1000L};
  return nanosleep(&time, 0);
}

/* Waits until the other end's kernel says that nobody is there, or for so long. */
static int refused(int fd, int milliseconds) {
  struct pollfd one = {fd, 0, 0};
  int error = 0;
  unsigned size = sizeof error;
  if (poll(&one, 1, milliseconds) <= 0) return 0;
  getsockopt(fd, SOL_SOCKET, SO_ERROR, &error, &size);
  if (error == ECONNREFUSED) return 1;
  sleep_for((unsigned)milliseconds * 1000);
  return 0;
}

static int has_left(int fd, const struct address *to) {
  if (refused(fd, ASKED_MSEC)) return 1;
  sendto(fd, "BOD0", MARK_BYTES, 0, to, sizeof *to);
  return refused(fd, MARK_MSEC - ASKED_MSEC);
}

int usleep(unsigned usec) {
  static int marks, left;
  struct address to;
  int before = marks, fd;
  if (usec != MARK_USEC) return sleep_for(usec);
  marks = (marks + 1) % MARKS;
  if (before == 0) left = 0;
  if (left) return 0;
  if (before == 0 || !receiver(&to) || (fd = data_socket()) < 0) return sleep_for(MARK_USEC);
  left = has_left(fd, &to);
  /* An error that nobody fetches would keep the next mark from being sent. */
  if (left || marks == 0) tell_errors(fd, 0);
  return 0;
}
