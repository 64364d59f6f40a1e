namespace Imcc.Core.Contacts;

/// <summary>Tells what a scene stands for now.</summary>
public interface IQrCodes
{
    /// <returns>Null: no code of ours has this scene.</returns>
    Task<QrCode?> FindAsync(Guid accountId, string scene, CancellationToken cancellationToken);
}
