namespace Emotune.Pipeline.Results;

/// <summary>How much of the artifacts is read.</summary>
internal enum ResultScope
{
    /// <summary>What the plots draw.</summary>
    Plots,

    /// <summary>What the report shows before the explanations are in.</summary>
    Figures,

    /// <summary>What the report shows.</summary>
    All,
}
