using System.Collections.Concurrent;
using System.Text.Json;
using Imcc.Core.Desk;
using Imcc.Infrastructure.Translation;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Imcc.Tests.Translation;

/// <summary>Against a server that behaves as LibreTranslate's documents say.</summary>
public sealed class TranslationsTests : IAsyncLifetime
{
    private readonly ConcurrentQueue<JsonElement> _asked = new();
    private WebApplication? _service;
    private Func<JsonElement, IResult>? _answer;

    private string Address => _service!.Urls.Single();

    public async ValueTask InitializeAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        _service = builder.Build();
        _service.Urls.Add("http://127.0.0.1:0");
        _service.MapGet("/languages", () => Results.Json(new[] { new { code = "en", name = "English", targets = new[] { "zh-Hans" } }, new { code = "zh-Hans", name = "Chinese", targets = new[] { "en" } } }));
        _service.MapPost("/translate", async (HttpRequest request) =>
        {
            var question = (await JsonDocument.ParseAsync(request.Body)).RootElement;
            _asked.Enqueue(question);
            return _answer?.Invoke(question) ?? Results.Json(new { translatedText = $"<{question.GetProperty("target")}> {question.GetProperty("q")}", detectedLanguage = new { confidence = 92.0, language = "en" } });
        });
        await _service.StartAsync();
    }

    public async ValueTask DisposeAsync() => await _service!.DisposeAsync();

    [Fact]
    public async Task A_text_is_translated_under_the_names_that_the_service_has_for_languages()
    {
        var done = await Translations(key: "secret").TranslateAsync("hello", "zh");
        Assert.Equal(new Translated(TranslationOutcome.Done, "<zh-Hans> hello", "en"), done);
        var question = Assert.Single(_asked);
        Assert.Equal(("auto", "zh-Hans", "text", "secret"), (Field("source"), Field("target"), Field("format"), Field("api_key")));

        string? Field(string name) => question.GetProperty(name).GetString();
    }

    [Fact]
    public async Task Personal_numbers_stay_in_the_house_and_stand_in_the_translation()
    {
        var done = await Translations().TranslateAsync("call 13812345678, card 4111111111111111", "zh");
        Assert.Equal("<zh-Hans> call 13812345678, card 4111111111111111", done.Text);
        Assert.Equal("call 138****5678, card 4111********1111", Assert.Single(_asked).GetProperty("q").GetString());
    }

    [Fact]
    public async Task What_was_asked_is_not_asked_again_until_it_is_forgotten()
    {
        var translations = Translations(remembered: 2);
        foreach (var text in new[] { "a", "a", "b", "a", "c", "b" })
            await translations.TranslateAsync(text, "zh");
        // b made way for c, because a was asked for after it.
        Assert.Equal(["a", "b", "c", "b"], _asked.Select(q => q.GetProperty("q").GetString()));
    }

    [Fact]
    public async Task What_is_in_the_language_already_is_left_as_it_is()
    {
        _answer = q => Results.Json(new { translatedText = "x", detectedLanguage = new { confidence = 99, language = "zh-Hans" } });
        Assert.Equal(new Translated(TranslationOutcome.Same, "你好", "zh"), await Translations().TranslateAsync("你好", "zh"));
        Assert.Equal(TranslationOutcome.Same, (await Translations().TranslateAsync("hi", "en", "en")).Outcome);
        Assert.Single(_asked);
    }

    [Theory]
    [InlineData(429, TranslationOutcome.Busy)]
    [InlineData(400, TranslationOutcome.UnknownLanguage)]
    [InlineData(413, TranslationOutcome.TooLong)]
    [InlineData(403, TranslationOutcome.Unavailable)]
    [InlineData(500, TranslationOutcome.Unavailable)]
    public async Task Each_refusal_has_its_own_outcome_and_is_not_remembered(int status, TranslationOutcome outcome)
    {
        var translations = Translations();
        _answer = _ => Results.Json(new { error = "no" }, statusCode: status);
        Assert.Equal(new Translated(outcome), await translations.TranslateAsync("hello", "zh"));
        _answer = null;
        Assert.Equal(TranslationOutcome.Done, (await translations.TranslateAsync("hello", "zh")).Outcome);
    }

    [Theory]
    [InlineData("<html>busy</html>")]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("{\"translatedText\":5}")]
    public async Task An_answer_that_makes_no_sense_is_none(string body)
    {
        _answer = _ => Results.Text(body, "application/json");
        Assert.Equal(new Translated(TranslationOutcome.Unavailable), await Translations().TranslateAsync("hello", "zh"));
    }

    [Fact]
    public async Task An_answer_larger_than_any_translation_is_not_read()
    {
        _answer = _ => Results.Json(new { translatedText = new string('x', 100_000) });
        Assert.Equal(TranslationOutcome.Unavailable, (await Translations().TranslateAsync("hello", "zh")).Outcome);
    }

    [Fact]
    public async Task Nobody_waits_for_a_service_that_does_not_answer()
    {
        var silent = new TaskCompletionSource<IResult>();
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        await using var service = builder.Build();
        service.Urls.Add("http://127.0.0.1:0");
        service.MapGet("/languages", () => silent.Task);
        await service.StartAsync();
        Assert.Equal(TranslationOutcome.Unavailable, (await Translations(url: service.Urls.Single(), timeout: 1).TranslateAsync("hello", "zh")).Outcome);
        silent.SetResult(Results.NoContent());
    }

    [Fact]
    public async Task Without_an_address_it_is_off_and_too_long_a_text_is_not_sent()
    {
        var off = Translations(url: "");
        Assert.False(off.IsOn);
        Assert.Equal(TranslationOutcome.Off, (await off.TranslateAsync("hello", "zh")).Outcome);
        Assert.Equal(TranslationOutcome.TooLong, (await Translations().TranslateAsync(new string('x', 2001), "zh")).Outcome);
        Assert.Empty(_asked);
    }

    private ITranslations Translations(string? url = null, string key = "", int remembered = 100, int timeout = 20)
    {
        var services = new ServiceCollection();
        services.AddSingleton<IConfiguration>(new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Imcc:Translation:Url"] = url ?? Address,
            ["Imcc:Translation:ApiKey"] = key,
            ["Imcc:Translation:Remembered"] = remembered.ToString(System.Globalization.CultureInfo.InvariantCulture),
            ["Imcc:Translation:TimeoutSeconds"] = timeout.ToString(System.Globalization.CultureInfo.InvariantCulture),
        }).Build());
        services.AddSingleton(TimeProvider.System);
        services.AddLogging(l => l.ClearProviders());
        return services.AddTranslation().BuildServiceProvider().GetRequiredService<ITranslations>();
    }
}
