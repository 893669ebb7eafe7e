/* BGRA to I420, BT.709, limited range: the step that every pixel of every painted frame goes through.
 *
 * The results are those of swscale (BGRA to YUV420P, area averaging, full chroma input, bit-exact) in every bit,
 * which a property test holds, so a film is the same whether this was compiled or not; it takes a third of the
 * time. The coefficients are those of ITU-R BT.709-6, section 3, times 219/255 (luma) or 224/255 (chroma) and
 * 2^15. Sums keep six bits behind the point; chroma is the mean of four of them.
 *
 * Compiled by resources/tools/build_native.py, loaded by planes.py.
 */
#include <stddef.h>
#include <stdint.h>

#if defined(_WIN32)
#define EXPORT __declspec(dllexport)
#else
#define EXPORT __attribute__((visibility("default")))
#endif

#if defined(__x86_64__) && defined(__GNUC__)
#define WITH_AVX2 1
#include <immintrin.h>
#endif

enum {
    RED_Y = 5983, GREEN_Y = 20127, BLUE_Y = 2032,
    RED_U = -3298, GREEN_U = -11094, BLUE_U = 14392,
    RED_V = 14392, GREEN_V = -13073, BLUE_V = -1320,
    /* black (16) or grey (128) in fifteenths of a bit, and a half of what the shift takes away */
    OFFSET_Y = (16 << 15) + 256,
    OFFSET_C = (128 << 15) + 256,
    SHIFT = 9
};

/* Two rows of pixels, and the samples that they become. */
typedef struct {
    const uint8_t *upper, *lower;
    uint8_t *upper_y, *lower_y, *u, *v;
} Rows;

static inline int luma(const uint8_t *pixel)
{
    int sum = (RED_Y * pixel[2] + GREEN_Y * pixel[1] + BLUE_Y * pixel[0] + OFFSET_Y) >> SHIFT;
    return (sum + 32) >> 6;
}

static inline int chroma_u(const uint8_t *pixel)
{
    return (RED_U * pixel[2] + GREEN_U * pixel[1] + BLUE_U * pixel[0] + OFFSET_C) >> SHIFT;
}

static inline int chroma_v(const uint8_t *pixel)
{
    return (RED_V * pixel[2] + GREEN_V * pixel[1] + BLUE_V * pixel[0] + OFFSET_C) >> SHIFT;
}

/* The columns from `first` on; both counts are even. */
static void convert_rows(const Rows *rows, size_t first, size_t width)
{
    for (size_t x = first; x < width; x += 2) {
        const uint8_t *upper = rows->upper + 4 * x, *lower = rows->lower + 4 * x;
        int u = chroma_u(upper) + chroma_u(upper + 4) + chroma_u(lower) + chroma_u(lower + 4);
        int v = chroma_v(upper) + chroma_v(upper + 4) + chroma_v(lower) + chroma_v(lower + 4);
        rows->upper_y[x] = (uint8_t)luma(upper);
        rows->upper_y[x + 1] = (uint8_t)luma(upper + 4);
        rows->lower_y[x] = (uint8_t)luma(lower);
        rows->lower_y[x + 1] = (uint8_t)luma(lower + 4);
        rows->u[x / 2] = (uint8_t)((u + 128) >> 8);
        rows->v[x / 2] = (uint8_t)((v + 128) >> 8);
    }
}

#ifdef WITH_AVX2
#define AVX2 __attribute__((target("avx2")))

/* A pair of 16-bit factors in each 32 bits: one multiplication and addition does two colours. */
AVX2 static inline __m256i factors(int low, int high)
{
    return _mm256_set1_epi32((int)((uint32_t)(uint16_t)high << 16 | (uint16_t)low));
}

/* Eight pixels, blue and red apart from green, to eight sums with six bits behind the point. */
AVX2 static inline __m256i weigh(__m256i blue_red, __m256i green, __m256i by_blue_red, __m256i by_green, __m256i offset)
{
    __m256i sum = _mm256_add_epi32(_mm256_madd_epi16(blue_red, by_blue_red), _mm256_madd_epi16(green, by_green));
    return _mm256_srai_epi32(_mm256_add_epi32(sum, offset), SHIFT);
}

/* 32 columns at a time; returns how many were done. */
AVX2 static size_t convert_rows_avx2(const Rows *rows, size_t width)
{
    const __m256i blue_red = _mm256_set1_epi32(0x00ff00ff), low_byte = _mm256_set1_epi32(0xff);
    const __m256i y_blue_red = factors(BLUE_Y, RED_Y), y_green = factors(GREEN_Y, 0);
    const __m256i u_blue_red = factors(BLUE_U, RED_U), u_green = factors(GREEN_U, 0);
    const __m256i v_blue_red = factors(BLUE_V, RED_V), v_green = factors(GREEN_V, 0);
    const __m256i offset_y = _mm256_set1_epi32(OFFSET_Y), offset_c = _mm256_set1_epi32(OFFSET_C);
    const __m256i half_y = _mm256_set1_epi32(32), half_c = _mm256_set1_epi32(128);
    /* Packing works within halves of a register: this puts groups of four bytes in order again. */
    const __m256i in_order = _mm256_setr_epi32(0, 4, 1, 5, 2, 6, 3, 7);
    size_t x = 0;
    for (; x + 32 <= width; x += 32) {
        __m256i y[2][4], u[4], v[4];
        for (int part = 0; part < 4; part++) {
            __m256i sum_u = _mm256_setzero_si256(), sum_v = _mm256_setzero_si256();
            for (int row = 0; row < 2; row++) {
                const uint8_t *pixels = (row ? rows->lower : rows->upper) + 4 * x + 32 * (size_t)part;
                __m256i bgra = _mm256_loadu_si256((const __m256i *)pixels);
                __m256i br = _mm256_and_si256(bgra, blue_red);
                __m256i g = _mm256_and_si256(_mm256_srli_epi32(bgra, 8), low_byte);
                __m256i sum_y = weigh(br, g, y_blue_red, y_green, offset_y);
                y[row][part] = _mm256_srai_epi32(_mm256_add_epi32(sum_y, half_y), 6);
                sum_u = _mm256_add_epi32(sum_u, weigh(br, g, u_blue_red, u_green, offset_c));
                sum_v = _mm256_add_epi32(sum_v, weigh(br, g, v_blue_red, v_green, offset_c));
            }
            u[part] = sum_u;
            v[part] = sum_v;
        }
        for (int row = 0; row < 2; row++) {
            __m256i left = _mm256_packs_epi32(y[row][0], y[row][1]);
            __m256i right = _mm256_packs_epi32(y[row][2], y[row][3]);
            __m256i bytes = _mm256_permutevar8x32_epi32(_mm256_packus_epi16(left, right), in_order);
            _mm256_storeu_si256((__m256i *)((row ? rows->lower_y : rows->upper_y) + x), bytes);
        }
        __m256i mean[4] = {
            _mm256_hadd_epi32(u[0], u[1]), _mm256_hadd_epi32(u[2], u[3]),
            _mm256_hadd_epi32(v[0], v[1]), _mm256_hadd_epi32(v[2], v[3]),
        };
        for (int part = 0; part < 4; part++)
            mean[part] = _mm256_srai_epi32(_mm256_add_epi32(mean[part], half_c), 8);
        /* Each half of the register holds two of every four U and V samples: laid together by pairs. */
        __m256i bytes = _mm256_packus_epi16(_mm256_packs_epi32(mean[0], mean[1]), _mm256_packs_epi32(mean[2], mean[3]));
        __m128i first = _mm256_castsi256_si128(bytes), second = _mm256_extracti128_si256(bytes, 1);
        _mm_storeu_si128((__m128i *)(rows->u + x / 2), _mm_unpacklo_epi16(first, second));
        _mm_storeu_si128((__m128i *)(rows->v + x / 2), _mm_unpackhi_epi16(first, second));
    }
    return x;
}
#endif

/* Raised with every change of what is exported: planes.py leaves a library of another number alone. */
EXPORT int hiwar_planes_version(void)
{
    return 1;
}

/* Converts width x height pixels (both even).
 *
 * bgra: the first pixel; y, u, v: its samples. The strides are bytes from row to row; both chroma planes have
 * the same. Nothing may overlap.
 */
EXPORT void hiwar_bgra_to_i420(const uint8_t *bgra, size_t bgra_stride, size_t width, size_t height, uint8_t *y,
                               size_t y_stride, uint8_t *u, uint8_t *v, size_t chroma_stride)
{
#ifdef WITH_AVX2
    const int avx2 = __builtin_cpu_supports("avx2");
#endif
    for (size_t row = 0; row + 1 < height; row += 2) {
        const Rows rows = {
            bgra + row * bgra_stride, bgra + (row + 1) * bgra_stride,
            y + row * y_stride, y + (row + 1) * y_stride,
            u + row / 2 * chroma_stride, v + row / 2 * chroma_stride,
        };
        size_t done = 0;
#ifdef WITH_AVX2
        if (avx2)
            done = convert_rows_avx2(&rows, width);
#endif
        convert_rows(&rows, done, width);
    }
}
