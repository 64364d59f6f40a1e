using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Imcc.Core.Desk;
using Imcc.Core.Privacy;
using Microsoft.Extensions.Options;

namespace Imcc.Infrastructure.Translation;

/// <summary>Asks a service that speaks LibreTranslate's interface: <c>POST /translate</c>, and <c>GET /languages</c> for the codes that it uses.</summary>
internal sealed partial class Translations(IHttpClientFactory clients, IOptions<TranslationOptions> options, TimeProvider time, ILogger<Translations> logger) : ITranslations, IDisposable
{
    public const string ClientName = "translation";
    private const int LongestText = 2000;
    private const int LargestAnswer = 64 * 1024;
    private static readonly TimeSpan LanguagesAreFresh = TimeSpan.FromHours(1);
    private static readonly Mask Outside = new(PrivacyRules.Kinds);

    private readonly RecentTexts<Translated> _recent = new(options.Value.Remembered);
    private readonly SemaphoreSlim _places = new(options.Value.AtOnce);
    private IReadOnlyList<string> _languages = [];
    private DateTimeOffset _languagesAt = DateTimeOffset.MinValue;

    public bool IsOn => options.Value.Url.Length > 0;

    public async Task<Translated> TranslateAsync(string text, string target, string? source = null, CancellationToken cancellationToken = default)
    {
        if (!IsOn)
            return new(TranslationOutcome.Off);
        if (text.Length > LongestText)
            return new(TranslationOutcome.TooLong);
        if (string.IsNullOrWhiteSpace(text) || source == target)
            return new(TranslationOutcome.Same, text, source);
        var sent = Outside.Text(text);
        if (_recent.Find(source, target, sent) is not { } answer)
        {
            answer = await AskAsync(sent, target, source, cancellationToken);
            if (answer.Outcome is TranslationOutcome.Done or TranslationOutcome.Same)
                _recent.Keep(source, target, sent, answer);
        }

        return answer.Outcome == TranslationOutcome.Done ? answer with { Text = Outside.Restore(answer.Text, text) ?? answer.Text } : answer;
    }

    public void Dispose() => _places.Dispose();

    private async Task<Translated> AskAsync(string text, string target, string? source, CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using var timeout = new CancellationTokenSource(TimeSpan.FromSeconds(options.Value.TimeoutSeconds), time);
        await using var registration = timeout.Token.Register(patience.Cancel);
        try
        {
            await _places.WaitAsync(patience.Token);
            try
            {
                using var client = clients.CreateClient(ClientName);
                await LearnLanguagesAsync(client, patience.Token);
                return await PostAsync(client, text, CodeOf(target), source is null ? "auto" : CodeOf(source), target, patience.Token);
            }
            finally
            {
                _places.Release();
            }
        }
        catch (Exception e) when (e is HttpRequestException or JsonException || (e is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            Failed(e.GetType().Name, (e as HttpRequestException)?.StatusCode);
            return new(TranslationOutcome.Unavailable);
        }
    }

    private async Task<Translated> PostAsync(HttpClient client, string text, string target, string source, string wanted, CancellationToken cancellationToken)
    {
        var key = options.Value.ApiKey;
        var question = new Dictionary<string, string> { ["q"] = text, ["source"] = source, ["target"] = target, ["format"] = "text" };
        if (key.Length > 0)
            question["api_key"] = key;
        using var response = await client.PostAsJsonAsync(Address("translate"), question, cancellationToken);
        if (!response.IsSuccessStatusCode)
        {
            Refused((int)response.StatusCode);
            return new(response.StatusCode switch
            {
                HttpStatusCode.TooManyRequests => TranslationOutcome.Busy,
                HttpStatusCode.BadRequest => TranslationOutcome.UnknownLanguage,
                HttpStatusCode.RequestEntityTooLarge => TranslationOutcome.TooLong,
                _ => TranslationOutcome.Unavailable,
            });
        }

        var answer = await response.Content.ReadFromJsonAsync<JsonElement>(cancellationToken);
        if (answer.ValueKind != JsonValueKind.Object || !answer.TryGetProperty("translatedText", out var said) || said.ValueKind != JsonValueKind.String || said.GetString() is not { } translated)
        {
            Failed("no translatedText", response.StatusCode);
            return new(TranslationOutcome.Unavailable);
        }

        var found = answer.TryGetProperty("detectedLanguage", out var detected) && detected.ValueKind == JsonValueKind.Object
            && detected.TryGetProperty("language", out var language) && language.ValueKind == JsonValueKind.String ? Plain(language.GetString()!) : source == "auto" ? null : Plain(source);
        return found == Plain(wanted) ? new(TranslationOutcome.Same, text, found) : new(TranslationOutcome.Done, translated, found);
    }

    /// <summary>Chinese is zh in some versions of the service and zh-Hans in others: it says itself which.</summary>
    private async Task LearnLanguagesAsync(HttpClient client, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        if (now - _languagesAt < LanguagesAreFresh && now >= _languagesAt)
            return;
        using var response = await client.GetAsync(Address("languages"), cancellationToken);
        response.EnsureSuccessStatusCode();
        var list = await response.Content.ReadFromJsonAsync<JsonElement>(cancellationToken);
        if (list.ValueKind != JsonValueKind.Array)
            throw new JsonException("The service's languages are no list.");
        _languages = [.. list.EnumerateArray().Where(l => l.ValueKind == JsonValueKind.Object && l.TryGetProperty("code", out var c) && c.ValueKind == JsonValueKind.String).Select(l => l.GetProperty("code").GetString()!)];
        _languagesAt = now;
    }

    private string CodeOf(string language) =>
        _languages.FirstOrDefault(l => string.Equals(l, language, StringComparison.OrdinalIgnoreCase))
        ?? _languages.FirstOrDefault(l => Plain(l) == Plain(language))
        ?? language;

    private static string Plain(string code) => (code.IndexOf('-', StringComparison.Ordinal) is > 0 and var at ? code[..at] : code).ToLowerInvariant();

    private Uri Address(string path) => new(options.Value.Url.TrimEnd('/') + "/" + path);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The translation service failed: {Reason}, status {Status}")]
    private partial void Failed(string reason, HttpStatusCode? status);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The translation service answered {Status}")]
    private partial void Refused(int status);

    internal static void Prepare(HttpClient client)
    {
        client.MaxResponseContentBufferSize = LargestAnswer;
        client.Timeout = Timeout.InfiniteTimeSpan;
    }
}
