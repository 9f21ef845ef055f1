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
    public static readonly DiagnosticKind SequenceTooLong = new("EXP4101",
        "A sequence of {0} tokens was given; this encoder has positions for at most {1}. Lower data.max_length.");

    public static readonly DiagnosticKind WeightsMissing = new("EXP4102",
        "{0} of the network's tensors are missing from the weights: {1}. The folder has to hold this family's encoder, whole.");

    public static readonly DiagnosticKind WeightsMisshaped = new("EXP4103",
        "{0} of the tensors have another shape than config.json and the labels ask for: {1}.");

    public static readonly DiagnosticKind FreshWeightsFrozen = new("EXP4104",
        "LoRA would freeze weights that the backbone does not have and that are random: {0}. Use head.pooling: mean, method: full, or a backbone with these weights.");

    public static readonly DiagnosticKind NoTargetModule = new("EXP4105",
        "lora.target_modules ({0}) matches none of the network's linear layers; valid are query, key, value, attention_output, ffn_input, ffn_output, all-linear, and names such as {1}.");

    public static readonly DiagnosticKind AdapterTensorsDiffer = new("EXP4106",
        "The adapter's tensors are not those that its adapter_config.json and the network ask for: missing {0}; unexpected {1}.");

    public static readonly DiagnosticKind AdapterMisshaped = new("EXP4107",
        "{0} of the adapter's tensors have another shape than its adapter_config.json and the network ask for: {1}.");

    public static readonly DiagnosticKind NotALinearLayer = new("EXP4108",
        "lora.target_modules matches {0}, which is not a linear layer; only linear layers take an adapter.");

    public static readonly DiagnosticKind ModulePatternInvalid = new("EXP4109",
        "'{0}' in lora.{1} is not a regular expression: {2}");

    public static readonly DiagnosticKind LoraOutOfRange = new("EXP4110",
        "lora.{0} is {1}; valid is {2}.");




    // 42xx · training




    // 43xx · native libraries
    public static readonly DiagnosticKind NativeLibraryNotLoaded = new("EXP4301",
        "libtorch could not be loaded from '{0}': {1} Emotune runs on Linux x64 with glibc and libstdc++ (Debian 12 or later, Ubuntu 22.04 or later).");




    // 44xx · explanation




    // 5xxx · calibration and metrics




    // 6xxx · plots and report
}
