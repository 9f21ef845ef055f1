using Emotune.Diagnostics;
using Emotune.Pipeline.Acquisition;

namespace Emotune.Pipeline.Tests.Acquisition;

/// <summary>What the variables of Hugging Face's library say.</summary>
public sealed class SettingsTests
{
    [Theory]
    [InlineData("/h/.cache/huggingface/hub", "HOME=/h")]
    [InlineData("/x/huggingface/hub", "HOME=/h", "XDG_CACHE_HOME=/x")]
    [InlineData("/f/hub", "HOME=/h", "XDG_CACHE_HOME=/x", "HF_HOME=/f")]
    [InlineData("/o", "HOME=/h", "XDG_CACHE_HOME=/x", "HF_HOME=/f", "HUGGINGFACE_HUB_CACHE=/o")]
    [InlineData("/c", "HOME=/h", "XDG_CACHE_HOME=/x", "HF_HOME=/f", "HUGGINGFACE_HUB_CACHE=/o", "HF_HUB_CACHE=/c")]
    [InlineData("/h/big/hub", "HOME=/h", "HF_HUB_CACHE=~/big/hub")]
    [InlineData("/h/.cache/huggingface/hub", "HOME=/h", "HF_HUB_CACHE=")]
    [InlineData("/typed/here/cache/hub", "HOME=/h", "HF_HOME=cache")]
    [InlineData("/typed/cache", "HOME=/h", "HF_HUB_CACHE=../cache")]
    [InlineData("/typed/here/x/huggingface/hub", "HOME=/h", "XDG_CACHE_HOME=./x")]
    public void The_hubs_cache_is_where_Python_has_it(string expected, params string[] variables) =>
        Assert.Equal(expected, Of(variables).HubFolder);

    [Fact]
    public void Files_lie_in_Emotunes_own_cache()
    {
        Assert.Equal("/h/.cache/emotune/files", Of("HOME=/h").FilesFolder);
        Assert.Equal("/x/emotune/files", Of("HOME=/h", "XDG_CACHE_HOME=/x").FilesFolder);
    }

    [Theory]
    [InlineData("1", true)]
    [InlineData("on", true)]
    [InlineData("Yes", true)]
    [InlineData("TRUE", true)]
    [InlineData("0", false)]
    [InlineData("", false)]
    public void Offline_is_said_in_any_case(string value, bool expected) => Assert.Equal(expected, Of("HF_HUB_OFFLINE=" + value).IsOffline);

    [Fact]
    public void The_token_comes_from_its_variable_or_its_file_and_is_in_no_text()
    {
        using var folder = new TemporaryFolder();
        folder.Write("token", "hf_file\n");
        folder.Write("other", "hf_other");
        Assert.Equal("hf_file", Of("HF_HOME=" + folder.Path).Token);
        Assert.Equal("hf_other", Of("HF_HOME=" + folder.Path, "HF_TOKEN_PATH=" + folder.At("other")).Token);
        var settings = Of("HF_HOME=" + folder.Path, "HF_TOKEN= hf_secret ");
        Assert.Equal("hf_secret", settings.Token);
        Assert.DoesNotContain("hf_secret", settings.ToString(), StringComparison.Ordinal);
        Assert.Null(Of("HOME=" + folder.Path).Token);
    }

    [Fact]
    public void Endpoint_and_timeout_have_their_defaults()
    {
        var settings = Of("HOME=/h");
        Assert.Equal(("https://huggingface.co/", 10), (settings.Endpoint.ToString(), settings.Timeout.TotalSeconds));
        settings = Of("HF_ENDPOINT=http://127.0.0.1:8080/", "HF_HUB_DOWNLOAD_TIMEOUT=30");
        Assert.Equal(("http://127.0.0.1:8080/", 30), (settings.Endpoint.ToString(), settings.Timeout.TotalSeconds));
    }

    [Theory]
    [InlineData("HF_ENDPOINT=huggingface.co")]
    [InlineData("HF_ENDPOINT=file:///tmp")]
    [InlineData("HF_HUB_DOWNLOAD_TIMEOUT=soon")]
    [InlineData("HF_HUB_DOWNLOAD_TIMEOUT=0")]
    [InlineData("HF_TOKEN=hf_se cret")]
    public void A_value_that_is_none_is_refused_and_a_token_not_shown(string variable)
    {
        var problem = Assert.Single(Assert.Throws<DiagnosticException>(() => Of(variable)).Diagnostics);
        Assert.Equal("EXP2049", problem.Code);
        Assert.DoesNotContain("cret", problem.Message, StringComparison.Ordinal);
    }

    private static AcquisitionSettings Of(params string[] variables) => AcquisitionSettings.FromEnvironment(
        name => variables.Where(v => v.StartsWith(name + "=", StringComparison.Ordinal))
            .Select(v => v[(name.Length + 1)..]).LastOrDefault(), "/typed/here");
}
