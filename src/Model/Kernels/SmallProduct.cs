using System.Runtime.Intrinsics;

namespace Emotune.Model.Kernels;

/// <summary>Products of matrices that fit into the first cache, as one head's attention over one comment is.</summary>
internal static unsafe class SmallProduct
{
    private const int Lanes = INumber.Lanes;

    /// <summary>c (m × n) = a (m × k) · b (k × n); a's element (i, p) is at i · aRow + p · aColumn.</summary>
    /// <param name="n">A multiple of 16, as are the row lengths of b and c.</param>
    public static void Multiply(int m, int n, int k, float* a, int aRow, int aColumn, float* b, int bRow, float* c, int cRow)
    {
        var i = 0;
        for (; i + 4 <= m; i += 4)
        {
            var j = 0;
            // AVX2 has sixteen registers of half the width: eight sums of sixteen numbers would fill them all.
            for (; Vector512.IsHardwareAccelerated && j + 2 * Lanes <= n; j += 2 * Lanes)
                Tile4By2(k, a + (long)i * aRow, aRow, aColumn, b + j, bRow, c + (long)i * cRow + j, cRow);
            for (; j < n; j += Lanes)
                Tile4By1(k, a + (long)i * aRow, aRow, aColumn, b + j, bRow, c + (long)i * cRow + j, cRow);
        }
        for (; i < m; i++)
        {
            for (var j = 0; j < n; j += Lanes)
                Tile1By1(k, a + (long)i * aRow, aColumn, b + j, bRow, c + (long)i * cRow + j);
        }
    }

    private static void Tile4By2(int k, float* a, int aRow, int aColumn, float* b, int bRow, float* c, int cRow)
    {
        Vector512<float> c00 = default, c01 = default, c10 = default, c11 = default;
        Vector512<float> c20 = default, c21 = default, c30 = default, c31 = default;
        for (var p = 0; p < k; p++)
        {
            var (b0, b1) = (Vector512.Load(b), Vector512.Load(b + Lanes));
            var x = Vector512.Create(a[0]);
            (c00, c01) = (Vector512.FusedMultiplyAdd(x, b0, c00), Vector512.FusedMultiplyAdd(x, b1, c01));
            x = Vector512.Create(a[aRow]);
            (c10, c11) = (Vector512.FusedMultiplyAdd(x, b0, c10), Vector512.FusedMultiplyAdd(x, b1, c11));
            x = Vector512.Create(a[2 * aRow]);
            (c20, c21) = (Vector512.FusedMultiplyAdd(x, b0, c20), Vector512.FusedMultiplyAdd(x, b1, c21));
            x = Vector512.Create(a[3 * aRow]);
            (c30, c31) = (Vector512.FusedMultiplyAdd(x, b0, c30), Vector512.FusedMultiplyAdd(x, b1, c31));
            a += aColumn;
            b += bRow;
        }
        c00.Store(c);
        c01.Store(c + Lanes);
        c10.Store(c + cRow);
        c11.Store(c + cRow + Lanes);
        c20.Store(c + 2 * cRow);
        c21.Store(c + 2 * cRow + Lanes);
        c30.Store(c + 3 * cRow);
        c31.Store(c + 3 * cRow + Lanes);
    }

    private static void Tile4By1(int k, float* a, int aRow, int aColumn, float* b, int bRow, float* c, int cRow)
    {
        Vector512<float> c0 = default, c1 = default, c2 = default, c3 = default;
        for (var p = 0; p < k; p++)
        {
            var x = Vector512.Load(b);
            c0 = Vector512.FusedMultiplyAdd(Vector512.Create(a[0]), x, c0);
            c1 = Vector512.FusedMultiplyAdd(Vector512.Create(a[aRow]), x, c1);
            c2 = Vector512.FusedMultiplyAdd(Vector512.Create(a[2 * aRow]), x, c2);
            c3 = Vector512.FusedMultiplyAdd(Vector512.Create(a[3 * aRow]), x, c3);
            a += aColumn;
            b += bRow;
        }
        c0.Store(c);
        c1.Store(c + cRow);
        c2.Store(c + 2 * cRow);
        c3.Store(c + 3 * cRow);
    }

    private static void Tile1By1(int k, float* a, int aColumn, float* b, int bRow, float* c)
    {
        var sum = Vector512<float>.Zero;
        for (var p = 0; p < k; p++)
        {
            sum = Vector512.FusedMultiplyAdd(Vector512.Create(*a), Vector512.Load(b), sum);
            a += aColumn;
            b += bRow;
        }
        sum.Store(c);
    }
}
