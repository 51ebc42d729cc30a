package knowledge

import (
	"embed"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path"
	"sort"
	"strings"
	"unicode"
	"unicode/utf8"
)

//go:embed reports
var shipped embed.FS

// Library is the set of reports that a program answers from. It is read-only
// after it is made and safe for concurrent use.
type Library struct {
	Reports  []*Report // sorted by id
	passages map[string]ref
	headings map[string]ref
}

type ref struct {
	report *Report
	index  int
}

// Shipped returns the reports embedded in the binary.
func Shipped() ([]*Report, error) {
	sub, err := fs.Sub(shipped, "reports")
	if err != nil {
		return nil, err
	}
	return Load(sub)
}

// Load reads every report of a folder. A report is a folder <id>/ with
// report.md or report.txt and, if wanted, report.json and expansion.jsonl, or
// a single file <id>.md or <id>.txt. README files and names that begin with a
// dot are skipped, links followed. One unreadable report fails the whole load: a citizen must
// not get "the report does not say" because a file was broken.
func Load(dir fs.FS) ([]*Report, error) {
	entries, err := fs.ReadDir(dir, ".")
	if err != nil {
		return nil, err
	}
	var reports []*Report
	seen := map[string]string{}
	for _, entry := range entries {
		id, isDir, err := reportID(dir, entry.Name())
		if err != nil {
			return nil, err
		}
		if id == "" {
			continue
		}
		if other, twice := seen[id]; twice {
			return nil, fmt.Errorf("%s and %s are two reports with the id %q; rename one", other, entry.Name(), id)
		}
		seen[id] = entry.Name()
		report, err := loadReport(dir, id, entry.Name(), isDir)
		if err != nil {
			return nil, err
		}
		reports = append(reports, report)
	}
	return reports, nil
}

// reportID names the report that a file or folder holds; the id is empty when
// it holds none. It asks Stat because a mounted folder may consist of links.
func reportID(dir fs.FS, name string) (id string, isDir bool, err error) {
	if strings.HasPrefix(name, ".") || strings.HasPrefix(strings.ToUpper(name), "README") {
		return "", false, nil
	}
	info, err := fs.Stat(dir, name)
	if err != nil {
		return "", false, err
	}
	if info.IsDir() {
		return name, true, nil
	}
	switch ext := path.Ext(name); strings.ToLower(ext) {
	case ".md", ".txt":
		return strings.TrimSuffix(name, ext), false, nil
	}
	return "", false, nil
}

// maxID is the longest id in characters: buttons of a chat must hold it.
const maxID = 40

func validID(id string) bool {
	for i, r := range id {
		if !unicode.IsLetter(r) && !unicode.IsNumber(r) && (i == 0 || !strings.ContainsRune("._-", r)) {
			return false
		}
	}
	return id != "" && utf8.RuneCountInString(id) <= maxID
}

func loadReport(dir fs.FS, id, name string, isDir bool) (*Report, error) {
	if !validID(id) {
		return nil, fmt.Errorf("%s: a report's name begins with a letter or digit and holds only these, '.', '_' and '-', at most 40 in all", name)
	}
	if !isDir {
		return parseFile(dir, id, name, Meta{})
	}
	var meta Meta
	data, err := readFile(dir, path.Join(id, "report.json"))
	switch {
	case err == nil:
		if meta, err = ParseMeta(data); err != nil {
			return nil, fmt.Errorf("%s/%w", id, err)
		}
	case !errors.Is(err, fs.ErrNotExist):
		return nil, err
	}
	source, err := reportFile(dir, id)
	if err != nil {
		return nil, err
	}
	report, err := parseFile(dir, id, source, meta)
	if err != nil {
		return nil, err
	}
	if err := loadExpansions(dir, report); err != nil {
		return nil, err
	}
	return report, nil
}

// reportFile finds the one report file of a folder.
func reportFile(dir fs.FS, folder string) (string, error) {
	var found []string
	for _, name := range []string{"report.md", "report.txt"} {
		name = path.Join(folder, name)
		_, err := fs.Stat(dir, name)
		switch {
		case err == nil:
			found = append(found, name)
		case !errors.Is(err, fs.ErrNotExist):
			return "", err
		}
	}
	switch len(found) {
	case 1:
		return found[0], nil
	case 0:
		return "", fmt.Errorf("%s: the folder holds no report.md or report.txt", folder)
	}
	return "", fmt.Errorf("%s and %s: keep one of them", found[0], found[1])
}

func parseFile(dir fs.FS, id, name string, meta Meta) (*Report, error) {
	data, err := readFile(dir, name)
	if err != nil {
		return nil, err
	}
	report, err := Parse(id, data, meta)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	return report, nil
}

func loadExpansions(dir fs.FS, report *Report) error {
	name := path.Join(report.ID, "expansion.jsonl")
	data, err := readFile(dir, name)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	if report.Expansions, err = ParseExpansions(report, data); err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	return nil
}

// readFile reads a file of at most MaxSource bytes; its errors name the file.
func readFile(dir fs.FS, name string) ([]byte, error) {
	file, err := dir.Open(name)
	if err != nil {
		return nil, err
	}
	defer func() { _ = file.Close() }()
	data, err := io.ReadAll(io.LimitReader(file, MaxSource+1))
	if err == nil && len(data) > MaxSource {
		err = fmt.Errorf("%s: %w", name, ErrTooLong)
	}
	return data, err
}

// NewLibrary joins sets of reports. A report of a later set replaces one of
// the same id from an earlier set.
func NewLibrary(sets ...[]*Report) *Library {
	byID := map[string]*Report{}
	for _, set := range sets {
		for _, report := range set {
			byID[report.ID] = report
		}
	}
	lib := &Library{passages: map[string]ref{}, headings: map[string]ref{}}
	for _, report := range byID {
		lib.Reports = append(lib.Reports, report)
	}
	sort.Slice(lib.Reports, func(i, j int) bool { return lib.Reports[i].ID < lib.Reports[j].ID })
	for _, report := range lib.Reports {
		lib.add(report)
	}
	return lib
}

func (l *Library) add(report *Report) {
	for i := range report.Passages {
		l.passages[report.Passages[i].ID] = ref{report, i}
	}
	for i := range report.Headings {
		l.headings[report.Headings[i].ID] = ref{report, i}
	}
}

// Passage finds a passage by its id.
func (l *Library) Passage(id string) (*Report, *Passage, bool) {
	r, ok := l.passages[id]
	if !ok {
		return nil, nil, false
	}
	return r.report, &r.report.Passages[r.index], true
}

// Heading finds a heading by its id and returns its index in the report.
func (l *Library) Heading(id string) (*Report, int, bool) {
	r, ok := l.headings[id]
	return r.report, r.index, ok
}

// Place returns the citation address of a passage, the zero Place for an unknown id.
func (l *Library) Place(id string) Place {
	report, p, ok := l.Passage(id)
	if !ok {
		return Place{}
	}
	return report.Place(p)
}
