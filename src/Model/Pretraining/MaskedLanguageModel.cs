using Emotune.Diagnostics;
using Emotune.Model.Network;
using Emotune.Model.Optimization;
using Emotune.Model.Training;
using static TorchSharp.torch;
using Parameter = TorchSharp.Modules.Parameter;

namespace Emotune.Model.Pretraining;

/// <summary>
/// An encoder with its family's head for masked language modelling (Devlin et al. 2019, arXiv:1810.04805): a linear layer, a
/// non-linearity, a norm, and the word table once more as output layer.
/// </summary>
internal sealed class MaskedLanguageModel : nn.Module, ITrainable
{
    // The names that the head's modules have here, whatever the family.
    private const string Transform = "vocab_transform", Norm = "vocab_layer_norm", Projector = "vocab_projector";

    private readonly Execution _execution;
    private readonly Encoder _encoder;
    private readonly Linear _transform;
    private readonly LayerNorm _norm;
    private readonly OutputBias? _projector;
    private readonly PretrainingHeadNames _names;

    /// <summary>A model without values yet: initialise it or load it.</summary>
    public MaskedLanguageModel(EncoderConfig config) : base(nameof(MaskedLanguageModel))
    {
        Config = config;
        _execution = new Execution(this);
        var modules = new ModuleRegistry(this, config, _execution);
        _encoder = new Encoder(modules);
        _transform = modules.Linear(Transform, config.HiddenSize, config.EmbeddingSize, config.Own.PretrainingTransformHasBias);
        _norm = modules.LayerNorm(Norm, config.EmbeddingSize);
        if (config.Own.PretrainingOutputHasBias)
        {
            _projector = new OutputBias(config.VocabularySize);
            register_module(Projector, _projector);
        }

        _names = config.Family.PretrainingHead;
        NamedParameters = [.. named_parameters().Select(p => new NamedParameter(StoredName(p.name), p.parameter))];
        Parameters = [.. NamedParameters.Select(p => new TrainedParameter(p.Name, p.Value, ParameterRole.Encoder))];
    }

    public EncoderConfig Config { get; }

    /// <summary>Whether the last <see cref="Load"/> found no head to take.</summary>
    public bool HasFreshHead { get; private set; }

    /// <summary>Under Hugging Face's names; the output layer's table is the word table and is not named twice.</summary>
    public IReadOnlyList<NamedParameter> NamedParameters { get; }

    public IReadOnlyList<TrainedParameter> Parameters { get; }

    public IDropout? Dropout
    {
        get => _execution.Dropout;
        set => _execution.Dropout = value;
    }

    public ILinearKernel Linear
    {
        get => _execution.Linear;
        set => _execution.Linear = value;
    }

    /// <summary>Gives each parameter a fresh value.</summary>
    public void Initialize(long seed)
    {
        foreach (var parameter in NamedParameters)
            Initialization.Initialize(parameter, Config, seed);
    }

    /// <summary>
    /// Takes the encoder's weights from a source, and the head's where it has all of them; else the head is fresh as a whole.
    /// </summary>
    /// <exception cref="DiagnosticException">EXP41xx: a tensor of the encoder is missing, or one is of another shape.</exception>
    public void Load(IWeightSource source, long seed)
    {
        using var encoder = new SequenceClassifier(Config, labelCount: 1, HeadPooling.Mean);
        encoder.LoadWeights(source, HeadWeights.Fresh, seed);
        HasFreshHead = NamedParameters.Any(p => _names.Contains(p.Name) && NameIn(source, p.Name) is null);
        var values = encoder.NamedParameters.ToDictionary(p => p.Name, p => p.Value, StringComparer.Ordinal);
        foreach (var (name, parameter) in NamedParameters)
        {
            if (values.TryGetValue(name, out var value))
                parameter.Assign(value.ToArray());
            else if (HasFreshHead)
                Initialization.Initialize(new NamedParameter(name, parameter), Config, seed);
            else
                parameter.Assign(ReadHead(source, NameIn(source, name)!, parameter.shape));
        }
    }

    /// <param name="inputIds">(B, T) int64</param>
    /// <param name="attentionMask">(B, T): 1 = real token, 0 = padding.</param>
    /// <param name="positions">(M) int64: which of the B · T tokens to predict.</param>
    /// <returns>(M, V): a logit for each word piece.</returns>
    public Tensor Forward(Tensor inputIds, Tensor attentionMask, Tensor positions)
    {
        var states = _encoder.Forward(inputIds, attentionMask).reshape(-1, Config.HiddenSize).index_select(0, positions); // (M, C)
        var activation = _names.Activation ?? Config.Own.PretrainingActivation(Config);
        var x = _norm.Forward(FeedForward.Activate(activation, _transform.Forward(states)));
        return _execution.Linear.Multiply(x, _encoder.WordEmbeddings.Weight, _projector?.Bias);
    }

    public void SetTraining(bool training) => train(training);

    /// <summary>The family's name of a parameter; the encoder's parameters have theirs already.</summary>
    private string StoredName(string parameter)
    {
        var (module, part) = (parameter[..parameter.LastIndexOf('.')], parameter[parameter.LastIndexOf('.')..]);
        return module switch
        {
            Transform => _names.Transform + part,
            Norm => _names.Norm + part,
            Projector => _names.Bias,
            _ => parameter,
        };
    }

    private string? NameIn(IWeightSource source, string name) =>
        source.Contains(name) ? name : name == _names.Bias && source.Contains(_names.OtherBias) ? _names.OtherBias : null;

    private static float[] ReadHead(IWeightSource source, string name, long[] shape) => source.Shape(name).SequenceEqual(shape)
        ? source.Read(name)
        : throw new DiagnosticException(
            Problems.WeightsMisshaped.Given(1, $"{name} ({NameList.Shape(source.Shape(name))} instead of {NameList.Shape(shape)})"));

    private sealed class OutputBias : nn.Module
    {
        public OutputBias(int vocabularySize) : base(nameof(OutputBias))
        {
            Bias = new Parameter(zeros(vocabularySize), requires_grad: true);
            Bias.DetachFromDisposeScope();
            register_parameter("bias", Bias);
        }

        public Parameter Bias { get; }
    }
}
