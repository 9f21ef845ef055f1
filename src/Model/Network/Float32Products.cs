using System.Runtime.InteropServices;
using TorchSharp;

namespace Emotune.Model.Network;

/// <summary>
/// Which library computes libtorch's single-precision products: MKL by default, oneDNN where <see cref="ProductRule"/> says so.
/// The switch is a C++ function that TorchSharp does not wrap, so it is reached by its exported name.
/// </summary>
/// <remarks>
/// oneDNN is asked by allowing it to multiply in bfloat16. A processor with AVX-512 alone does not make use of the permission,
/// one with AMX may: what comes out is measured, and where it is not single precision MKL stays. Process-wide.
/// </remarks>
internal static unsafe class Float32Products
{
    public const string Mkl = "mkl";
    public const string OneDnn = "onednn";

    private const string GlobalContext = "_ZN2at13globalContextEv";
    private const string SetPrecision = "_ZN2at7Context19setFloat32PrecisionENS_14Float32BackendENS_9Float32OpENS_16Float32PrecisionE";
    private const int OneDnnBackend = 2, Products = 3, Unset = 0, BFloat16Allowed = 3;
    private const double LargestError = 1e-5;

    private static readonly Lock Gate = new();

    /// <summary>The library in use: <see cref="Mkl"/> or <see cref="OneDnn"/>.</summary>
    public static string Current { get; private set; } = Mkl;

    /// <summary>Takes the library that is faster on this processor.</summary>
    /// <returns>What is in use from now on.</returns>
    public static string UseFastest()
    {
        if (ProductRule.Here.Float32 == OneDnn)
            return UseOneDnn();
        UseDefault();
        return Current;
    }

    /// <summary>Makes oneDNN compute products where it can be reached and computes them in single precision.</summary>
    /// <returns>What is in use from now on.</returns>
    public static string UseOneDnn()
    {
        lock (Gate)
        {
            if (Current != OneDnn && TrySet(BFloat16Allowed))
            {
                if (LargestRelativeError() <= LargestError)
                    Current = OneDnn;
                else
                    TrySet(Unset);
            }
            return Current;
        }
    }

    /// <summary>Leaves products to libtorch's own choice.</summary>
    public static void UseDefault()
    {
        lock (Gate)
        {
            if (Current == OneDnn)
                TrySet(Unset);
            Current = Mkl;
        }
    }

    private static bool TrySet(int precision)
    {
        if (!NativeLibrary.TryLoad("libtorch_cpu.so", typeof(torch).Assembly, null, out var library)
            || !NativeLibrary.TryGetExport(library, GlobalContext, out var context)
            || !NativeLibrary.TryGetExport(library, SetPrecision, out var set))
        {
            return false;
        }

        ((delegate* unmanaged<nint, int, int, int, void>)set)(((delegate* unmanaged<nint>)context)(), OneDnnBackend, Products, precision);
        return true;
    }

    // Entries of many bits: bfloat16 keeps eight of them and would be off by 1e-3.
    private static double LargestRelativeError()
    {
        using var scope = torch.NewDisposeScope();
        using var noGradients = torch.no_grad();
        var a = torch.arange(256 * 256, dtype: torch.ScalarType.Float64).mul(0.37).sin().reshape(256, 256);
        var b = torch.arange(256 * 256, dtype: torch.ScalarType.Float64).mul(0.73).cos().reshape(256, 256);
        var exact = torch.matmul(a, b);
        var product = torch.nn.functional.linear(a.to(torch.ScalarType.Float32), b.t().contiguous().to(torch.ScalarType.Float32));
        return (product.to(torch.ScalarType.Float64) - exact).abs().max().item<double>() / exact.abs().max().item<double>();
    }
}
