namespace Emotune.Diagnostics;

/// <summary>Every problem that the program reports, by number. The table in docs/errors.md is made from this class.</summary>
/// <remarks>
/// EXP1xxx the experiment file, EXP2xxx plan, manifests and files, EXP3xxx data and tokenizers, EXP4xxx the model, EXP5xxx calibration and
/// metrics, EXP6xxx plots and report: each thousand in a file of its own beside this one.
/// </remarks>
internal static partial class Problems;
