using System.Net.Sockets;
using MailKit;
using MailKit.Net.Smtp;
using MailKit.Security;
using Microsoft.Extensions.Options;
using MimeKit;

namespace Imcc.Infrastructure.Mail;

/// <summary>Speaks to the mail server: one connection for as many e-mails as are due.</summary>
internal sealed class MailPost(IOptions<MailOptions> options)
{
    /// <summary>A connection that the caller disposes.</summary>
    /// <exception cref="MailRefusedException">The server is not to be had, or does not let us in.</exception>
    public async Task<ISmtpClient> OpenAsync(CancellationToken cancellationToken)
    {
        var settings = options.Value;
        var client = new SmtpClient { Timeout = settings.TimeoutSeconds * 1000, CheckCertificateRevocation = settings.ChecksRevocation };
        try
        {
            await client.ConnectAsync(settings.Host, settings.Port, Way(settings.Security), cancellationToken);
            if (settings.User.Length > 0)
                await client.AuthenticateAsync(settings.User, settings.Password, cancellationToken);
            return client;
        }
        catch (Exception e) when (IsOfTheServer(e, cancellationToken))
        {
            client.Dispose();
            throw new MailRefusedException(Said(e), isFinal: false, e);
        }
    }

    /// <exception cref="MailRefusedException">It was not taken.</exception>
    public static async Task SendAsync(ISmtpClient client, MimeMessage message, CancellationToken cancellationToken)
    {
        try
        {
            await client.SendAsync(message, cancellationToken);
        }
        catch (SmtpCommandException e)
        {
            // 5xx about this message or its recipient: the same again would end the same. 4xx: later (RFC 5321, 4.2.1).
            throw new MailRefusedException($"{(int)e.StatusCode} {e.Message}", (int)e.StatusCode >= 500, e);
        }
        catch (Exception e) when (IsOfTheServer(e, cancellationToken))
        {
            throw new MailRefusedException(Said(e), isFinal: false, e);
        }
    }

    private static SecureSocketOptions Way(MailSecurity security) => security switch
    {
        MailSecurity.None => SecureSocketOptions.None,
        MailSecurity.StartTlsIfOffered => SecureSocketOptions.StartTlsWhenAvailable,
        MailSecurity.Tls => SecureSocketOptions.SslOnConnect,
        _ => SecureSocketOptions.StartTls,
    };

    private static bool IsOfTheServer(Exception e, CancellationToken cancellationToken) =>
        e is SocketException or IOException or ProtocolException or CommandException or AuthenticationException or SslHandshakeException or ServiceNotConnectedException or NotSupportedException or TimeoutException
        || (e is OperationCanceledException && !cancellationToken.IsCancellationRequested);

    private static string Said(Exception e) => e switch
    {
        AuthenticationException => "sign-in refused: " + e.Message,
        SslHandshakeException => "no secure connection: " + e.Message,
        SocketException => "no connection: " + e.Message,
        _ => e.Message,
    };
}

/// <summary>The mail server did not take it.</summary>
internal sealed class MailRefusedException(string message, bool isFinal, Exception inner) : Exception(message, inner)
{
    /// <summary>Trying again would end the same.</summary>
    public bool IsFinal { get; } = isFinal;
}
