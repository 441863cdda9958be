/* These got a second version in glibc 2.29, which differs in errno alone. Linking takes the newest; the wrappers take the first. */
#define FLOOR1(name) \
  __asm__(".symver floor_" #name "," #name "@GLIBC_2.2.5"); \
  extern double floor_##name(double); \
  double __wrap_##name(double x) { return floor_##name(x); }

FLOOR1(exp)
FLOOR1(exp2)
FLOOR1(log)
FLOOR1(log2)

__asm__(".symver floor_pow,pow@GLIBC_2.2.5");
extern double floor_pow(double, double);
double __wrap_pow(double x, double y) { return floor_pow(x, y); }
