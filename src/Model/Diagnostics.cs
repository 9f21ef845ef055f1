namespace Emotune.Model;

/// <summary>Every problem that the program reports, by number. The README's table is made from this file.</summary>
public static class Diagnostics
{
    // 1xxx · the experiment file




    // 2xxx · plan, manifests, files




    // 3xxx · data (30xx) and tokenizers (31xx)




    // 35xx · tokenizers




    // 40xx · files of weights and their configuration




    // 41xx · networks and adapters




    // 42xx · training




    // 43xx · native libraries
    public static readonly DiagnosticKind NativeLibraryNotLoaded = new("EXP4301",
        "libtorch could not be loaded from '{0}': {1} Emotune runs on Linux x64 with glibc and libstdc++ (Debian 12 or later, Ubuntu 22.04 or later).");




    // 44xx · explanation




    // 5xxx · calibration and metrics




    // 6xxx · plots and report
}
