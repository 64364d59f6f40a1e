using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Imcc.Infrastructure.Mail;

/// <summary>Through whom e-mail goes out. Section <c>Imcc:Mail</c>; without a host nothing goes out, and what is to be sent waits.</summary>
public sealed class MailOptions
{
    public const string Section = "Imcc:Mail";

    /// <summary>Empty: not set up.</summary>
    public string Host { get; set; } = "";

    [Range(1, 65535)]
    public int Port { get; set; } = 587;

    public MailSecurity Security { get; set; } = MailSecurity.StartTls;

    /// <summary>Empty: without signing in.</summary>
    public string User { get; set; } = "";

    public string Password { get; set; } = "";

    /// <summary>An address, or a name with an address: <c>云软客服 &lt;imcc@example.com&gt;</c>.</summary>
    public string From { get; set; } = "";

    /// <summary>How often it is looked for what is due.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "00:10:00")]
    public TimeSpan Every { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>Seconds after which a server that says nothing is given up.</summary>
    [Range(1, 600)]
    public int TimeoutSeconds { get; set; } = 60;

    /// <summary>Whether the server's certificate is looked up in its issuer's list of those taken back.</summary>
    public bool ChecksRevocation { get; set; }

    /// <summary>Days for which sent and given up e-mail is kept.</summary>
    [Range(1, 3650)]
    public int KeptDays { get; set; } = 30;

    /// <summary>To whose domains e-mail may go, each exactly: <c>example.com</c>. None: to any.</summary>
    public IList<string> Domains { get; set; } = [];

    public bool IsSetUp => Host.Length > 0;

    /// <summary>Whether e-mail may go to an address.</summary>
    public bool Admits(string address) =>
        Domains.Count == 0 || Domains.Contains(address[(address.LastIndexOf('@') + 1)..], StringComparer.OrdinalIgnoreCase);
}

/// <summary>How the way to the mail server is kept private.</summary>
public enum MailSecurity
{
    /// <summary>Not at all: only for a server on the same machine.</summary>
    None,
    /// <summary>By STARTTLS, or not at all.</summary>
    StartTls,
    /// <summary>By STARTTLS where the server offers it.</summary>
    StartTlsIfOffered,
    /// <summary>From the first byte (port 465).</summary>
    Tls,
}

[OptionsValidator]
internal sealed partial class MailOptionsValidator : IValidateOptions<MailOptions>;

/// <summary>What the attributes cannot say.</summary>
internal sealed class MailSenderValidator : IValidateOptions<MailOptions>
{
    public ValidateOptionsResult Validate(string? name, MailOptions options)
    {
        if (options.IsSetUp && !MailAddress.TryRead(options.From, out _))
            return ValidateOptionsResult.Fail($"{MailOptions.Section}:{nameof(MailOptions.From)} must be an e-mail address where {nameof(MailOptions.Host)} is given.");
        // A pattern that is taken for a name would keep everybody out, or let nobody know.
        return options.Domains.FirstOrDefault(d => d.Contains('*', StringComparison.Ordinal) || !MailAddress.IsOne("a@" + d)) is { } bad
            ? ValidateOptionsResult.Fail($"{MailOptions.Section}:{nameof(MailOptions.Domains)}: {bad} is no domain.")
            : ValidateOptionsResult.Success;
    }
}
