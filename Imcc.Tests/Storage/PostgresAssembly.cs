using Imcc.Tests.Storage;
using Xunit;

[assembly: AssemblyFixture(typeof(PostgresServer))]
