using Emotune.Model.Kernels;
using Emotune.Model.Native;
using Emotune.Model.Network;
using Emotune.Model.Optimization;
using Parameter = TorchSharp.Modules.Parameter;

namespace Emotune.Model.Training.Packed;

/// <summary>
/// Word, position and type vectors of each row, added up, normalised, and projected where they are narrower than the layers.
/// </summary>
internal sealed unsafe class PackedEmbeddings<TNumber> : IDisposable where TNumber : struct, INumber
{
    private readonly EncoderConfig _config;
    private readonly SharedRows _shared;
    private readonly Parameter _words;
    private readonly Parameter? _positions, _types;
    private readonly PackedNorm<TNumber> _norm;
    private readonly PackedProjection<TNumber>? _projection;
    private readonly NormMemory _memory;
    private readonly (Parameter Table, EmbeddingGradient Gradient)[] _gradients;

    public PackedEmbeddings(EncoderEmbeddings embeddings, EncoderConfig config, SharedRows shared, int shards)
    {
        (_config, _shared) = (config, shared);
        (_words, _positions, _types) = (embeddings.Words.Weight, embeddings.Positions?.Weight, embeddings.Types?.Weight);
        _memory = new NormMemory(config.EmbeddingSize);
        _norm = new(embeddings.Norm, embeddings.Dropout, shards) { Memory = _memory };
        _projection = embeddings.Projection is { } layer ? new(layer, shared.Multipliers) : null;
        _gradients = [
            .. new[] { _words, _positions, _types }.OfType<Parameter>().Where(t => t.requires_grad)
                .Select(t => (t, new EmbeddingGradient(t)))];
    }

    public bool IsTrained => TrainsEmbeddings || _projection is { Product.IsTrained: true };

    public IEnumerable<PackedProduct<TNumber>> Products => _projection is null ? [] : [_projection.Product];

    private bool TrainsEmbeddings => _gradients.Length > 0 || _norm.Parameters.Any(p => p.IsTrained);

    /// <summary>The sums and their gradient: the residual stream itself where there is no projection.</summary>
    private Matrix States => _projection?.States ?? _shared.Residual;

    public void BeginStep() => Array.ForEach(_gradients, g => g.Gradient.Clear());

    /// <summary>The word table's; null where it is frozen.</summary>
    public EmbeddingGradient? WordGradient => _gradients.FirstOrDefault(g => ReferenceEquals(g.Table, _words)).Gradient;

    public void BeginBatch(PackedBatch batch)
    {
        WordGradient?.BeforeReading?.Invoke(batch.Ids);
        _memory.Reserve(batch.RowCount);
        _projection?.BeginBatch(batch.RowCount);
        foreach (var parameter in _norm.Parameters)
            parameter.Clear();
    }

    public void Forward(int index, PackedBatch batch, CounterDropout? dropout, Matrix numbers)
    {
        var shard = batch.Shards[index];
        var words = TensorMemory.Pointer(_words);
        var positions = _positions is null ? null : TensorMemory.Pointer(_positions);
        var types = _types is null ? null : TensorMemory.Pointer(_types);
        var (width, states) = (_config.EmbeddingSize, States);
        for (var row = shard.FirstRow; row < shard.FirstRow + shard.RowCount; row++)
        {
            var word = words + (long)batch.Ids[row] * width;
            var position = positions is null ? null : positions + (long)batch.Positions[row] * width;
            var target = states.Floats(row);
            for (var c = 0; c < width; c += INumber.Lanes)
            {
                var count = Math.Min(INumber.Lanes, width - c);
                var sum = Float32Number.Load(word, c, count);
                if (position is not null)
                    sum += Float32Number.Load(position, c, count);
                if (types is not null)
                    sum += Float32Number.Load(types, c, count);                 // one segment: every token is of type 0
                Float32Number.Store(sum, target, c, count);
            }
        }
        _norm.ForwardEmbeddings(index, shard, dropout, states, _projection?.Input ?? numbers);
        _projection?.Forward(index, shard, dropout, _shared.Residual, numbers);
    }

    public void Backward(int index, PackedBatch batch, bool drops)
    {
        var shard = batch.Shards[index];
        _projection?.Backward(index, shard, drops, _shared.Residual, _shared.Product, isLowest: !TrainsEmbeddings);
        if (!TrainsEmbeddings)
            return;
        _projection?.States.Clear(shard.FirstRow, shard.RowCount);
        _norm.BackwardEmbeddings(index, shard, drops, States, _projection?.InputGradient ?? _shared.Product);
    }

    /// <summary>The projection's weight gradient, a piece of work for one thread; none where there is no projection.</summary>
    public IEnumerable<Action<int>> WeightGradients(int rows, bool first) =>
        _projection is null ? [] : [index => _projection.WeightGradient(index, rows, first)];

    /// <summary>Adds the rows' gradients to the tables', comment by comment.</summary>
    public void Collect(PackedBatch batch, bool first)
    {
        foreach (var parameter in _norm.Parameters)
            parameter.Collect(first);
        _projection?.Product.Collect(first);
        foreach (var sequence in batch.Sequences)
        {
            var vectors = new ReadOnlySpan<float>(States.Floats(sequence.Row), sequence.Length * _config.EmbeddingSize);
            foreach (var (table, gradient) in _gradients)
                gradient.Add(RowsOf(table, batch, sequence), vectors, Padding(table));
        }
        foreach (var (table, gradient) in _gradients)
            table.grad = gradient.Table;
    }

    public void Dispose()
    {
        _norm.Dispose();
        _projection?.Dispose();
        _memory.Dispose();
        Array.ForEach(_gradients, g => g.Gradient.Dispose());
    }

    private ReadOnlySpan<int> RowsOf(Parameter table, PackedBatch batch, PackedSequence sequence) =>
        ReferenceEquals(table, _words) ? batch.Ids.AsSpan(sequence.Row, sequence.Length)
        : ReferenceEquals(table, _positions) ? batch.Positions.AsSpan(sequence.Row, sequence.Length)
        : new int[sequence.Length];

    // As in the modules themselves: the row that pads is not trained.
    private long? Padding(Parameter table) =>
        ReferenceEquals(table, _words) ? _config.PadTokenId
        : ReferenceEquals(table, _positions) ? _config.PositionPaddingRow
        : null;
}
