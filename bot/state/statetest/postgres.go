package statetest

import (
	"context"
	"crypto/rand"
	"database/sql"
	"errors"
	"net/url"
	"os"
	"strings"
	"testing"
)

// Postgres makes an empty place in a PostgreSQL server and returns its address; it
// is gone when the test ends. The test is skipped where WENBAO_TEST_POSTGRES names
// no server. The caller imports package state, and with it the driver.
func Postgres(t testing.TB) (address string) {
	t.Helper()
	server := os.Getenv("WENBAO_TEST_POSTGRES")
	if server == "" {
		t.Skip("no PostgreSQL server: .ci/postgres go test … has one")
	}
	db, err := sql.Open("pgx", server)
	must(t, err)
	schema := "test_" + strings.ToLower(rand.Text())
	_, err = db.ExecContext(t.Context(), `CREATE SCHEMA `+schema)
	must(t, err)
	t.Cleanup(func() {
		_, err := db.ExecContext(context.Background(), `DROP SCHEMA `+schema+` CASCADE`)
		must(t, errors.Join(err, db.Close()))
	})
	u, err := url.Parse(server)
	must(t, err)
	q := u.Query()
	q.Set("search_path", schema)
	u.RawQuery = q.Encode()
	return u.String()
}
