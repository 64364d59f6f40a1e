using Imcc.Tests.Storage;

[assembly: AssemblyFixture(typeof(PostgresServer))]
