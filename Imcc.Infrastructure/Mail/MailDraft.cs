namespace Imcc.Infrastructure.Mail;

/// <summary>An e-mail that is to go out.</summary>
/// <param name="Text">For readers without HTML.</param>
public sealed record MailDraft(string Subject, string Text, string? Html = null, MailFile? File = null)
{
    public const int LongestSubject = 200;

    /// <summary>One line, whatever was asked for: what stands in a header must not begin another.</summary>
    public string SafeSubject
    {
        get
        {
            var line = string.Join(' ', Subject.Split((char[])['\r', '\n', '\t', '\0'], StringSplitOptions.RemoveEmptyEntries));
            return new([.. line.Where(c => !char.IsControl(c)).Take(LongestSubject)]);
        }
    }
}

public sealed record MailFile(string Name, string ContentType, byte[] Content);
