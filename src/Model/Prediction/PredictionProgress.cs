namespace Emotune.Model.Prediction;

/// <summary>How far a prediction is; reported every few seconds.</summary>
internal sealed record PredictionProgress(int Rows, int TotalRows);
