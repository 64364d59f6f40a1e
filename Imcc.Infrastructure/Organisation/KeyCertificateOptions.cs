using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Imcc.Infrastructure.Organisation;

/// <summary>
/// The certificate (PKCS#12 with its private key) that wraps the Data Protection keys in the database. Section <c>Imcc:Security:KeyCertificate</c>.
/// </summary>
public sealed class KeyCertificateOptions
{
    public const string Section = "Imcc:Security:KeyCertificate";

    public string? Path { get; set; }

    public string? Password { get; set; }

    public X509Certificate2 Load()
    {
        try
        {
            var certificate = X509CertificateLoader.LoadPkcs12FromFile(Path!, Password);
            return certificate.HasPrivateKey ? certificate : throw new InvalidOperationException($"{Section}:Path has no private key: {Path}");
        }
        catch (Exception e) when (e is CryptographicException or IOException or UnauthorizedAccessException)
        {
            throw new InvalidOperationException($"{Section}:Path cannot be read as PKCS#12 with the given password: {Path}", e);
        }
    }
}
