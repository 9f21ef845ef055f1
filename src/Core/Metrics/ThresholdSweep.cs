namespace Emotune.Metrics;

/// <summary>One threshold for all labels, moved from the highest score down through all of them.</summary>
/// <param name="MicroF1">The best on the way.</param>
/// <param name="MacroF1">The best on the way, at a threshold of its own.</param>
/// <param name="MacroAveragePrecision">The mean over labels with at least one positive.</param>
internal sealed record ThresholdSweep(double MicroF1, double MacroF1, double MacroAveragePrecision)
{
    public static ThresholdSweep Of(Predictions predictions)
    {
        var (scores, labelCount) = (predictions.Logits, predictions.LabelCount);
        var keys = scores.ToArray();
        var order = new int[keys.Length];
        for (var i = 0; i < order.Length; i++)
            order[i] = i;
        Array.Sort(keys, order);
        var labels = new LabelSweep[labelCount];
        for (var j = 0; j < labelCount; j++)
            labels[j].Positives = predictions.LabelsOf(j).Count((byte)1);
        var positives = predictions.Labels.Count((byte)1);

        double micro = 0, macro = 0, f1Sum = 0;
        int predicted = 0, hits = 0;
        for (var i = order.Length - 1; i >= 0; i--)
        {
            ref var label = ref labels[order[i] % labelCount];
            f1Sum += label.Add(keys[i], predictions.Labels[order[i]]);
            predicted++;
            hits += predictions.Labels[order[i]];
            if (i > 0 && keys[i - 1] == keys[i])
                continue;
            micro = Math.Max(micro, 2.0 * hits / (predicted + positives));
            macro = Math.Max(macro, f1Sum);
        }
        return new ThresholdSweep(micro, macro / labelCount, MeanAveragePrecision(labels));
    }

    private static double MeanAveragePrecision(LabelSweep[] labels)
    {
        var (sum, defined) = (0.0, 0);
        foreach (var label in labels)
        {
            if (label.Positives == 0)
                continue;
            sum += label.AveragePrecision;
            defined++;
        }
        return sum / defined;
    }

    /// <summary>One label's counts at the threshold so far. Equal scores of a label are one step of its average precision.</summary>
    private struct LabelSweep
    {
        public int Positives;
        private int _predicted, _hits, _hitsBefore;
        private float _score;
        private double _sum;

        /// <summary>Takes the next decision and returns by how much F1 changes.</summary>
        public double Add(float score, byte positive)
        {
            if (_predicted > 0 && score != _score)
                CloseStep();
            var before = F1;
            _score = score;
            _predicted++;
            _hits += positive;
            return F1 - before;
        }

        public double AveragePrecision
        {
            get
            {
                CloseStep();
                return _sum / Positives;
            }
        }

        private readonly double F1 => _hits == 0 ? 0 : 2.0 * _hits / (_predicted + Positives);

        private void CloseStep()
        {
            if (_hits > _hitsBefore)
                _sum += (_hits - _hitsBefore) * ((double)_hits / _predicted);
            _hitsBefore = _hits;
        }
    }
}
