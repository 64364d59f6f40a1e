using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text.Json;
using Imcc.Infrastructure.Organisation;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Imcc.Infrastructure.Answering.Robots;

/// <summary>A robot as stored.</summary>
internal sealed class RobotRow
{
    public const int MaxName = 40;
    public const int MaxUrl = 500;
    public const int MaxModel = 100;
    public const int MaxPrompt = 4000;
    public const int MaxSecret = 500;

    public Guid Id { get; set; }

    public string Name { get; set; } = "";

    public RobotKind Kind { get; set; } = RobotKind.Http;

    public bool Enabled { get; set; }

    /// <summary>The lower is asked first.</summary>
    public int Position { get; set; }

    public string Url { get; set; } = "";

    public RobotProof Proof { get; set; }

    /// <summary>Sealed; null: none.</summary>
    public string? Secret { get; set; }

    public string Model { get; set; } = "";

    public string Prompt { get; set; } = "";

    /// <summary>Milliseconds.</summary>
    public int Timeout { get; set; } = (int)RobotSettings.UsualTimeout.TotalMilliseconds;

    /// <summary>Per cent.</summary>
    public int MinConfidence { get; set; }

    /// <summary>Ids as JSON.</summary>
    public string Accounts { get; set; } = "[]";

    public DateTimeOffset CreatedAt { get; set; }

    public long Rev { get; set; }

    /// <returns>Null: its secret cannot be opened, or it is damaged otherwise.</returns>
    public RobotSettings? ToSettings(SecretSeal seal)
    {
        try
        {
            return new(
                Id, Name, Kind, Url, Proof, Secret is null ? "" : seal.Open(Id, Secret).AppSecret, Model, Prompt, TimeSpan.FromMilliseconds(Timeout), MinConfidence / 100.0,
                JsonSerializer.Deserialize<ImmutableHashSet<Guid>>(Accounts, DirectoryJson.Options) ?? []);
        }
        catch (Exception e) when (e is CryptographicException or JsonException)
        {
            return null;
        }
    }

    internal sealed class Mapping : IEntityTypeConfiguration<RobotRow>
    {
        public void Configure(EntityTypeBuilder<RobotRow> row)
        {
            row.ToTable("robots");
            row.Property(r => r.Id).ValueGeneratedNever();
            row.Property(r => r.Name).HasMaxLength(MaxName);
            row.Property(r => r.Url).HasMaxLength(MaxUrl);
            row.Property(r => r.Model).HasMaxLength(MaxModel);
            row.Property(r => r.Prompt).HasMaxLength(MaxPrompt);
            row.Property(r => r.Accounts).HasMaxLength(200_000);
            row.Property(r => r.Secret).HasMaxLength(4000);
            row.Property(r => r.Rev).IsConcurrencyToken();
        }
    }
}
