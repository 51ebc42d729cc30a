package knowledge

import (
	"embed"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path"
	"regexp"
	"sort"
	"strings"
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
// dot are skipped. One unreadable report fails the whole load: a citizen must
// not get "the report does not say" because a file was broken.
func Load(dir fs.FS) ([]*Report, error) {
	entries, err := fs.ReadDir(dir, ".")
	if err != nil {
		return nil, err
	}
	var reports []*Report
	seen := map[string]string{}
	for _, entry := range entries {
		id, ok := reportID(entry)
		if !ok {
			continue
		}
		if other, twice := seen[id]; twice {
			return nil, fmt.Errorf("%s and %s are two reports with the id %q; rename one", other, entry.Name(), id)
		}
		seen[id] = entry.Name()
		report, err := loadReport(dir, id, entry)
		if err != nil {
			return nil, err
		}
		reports = append(reports, report)
	}
	return reports, nil
}

// reportID names the report that a directory entry holds, if it holds one.
func reportID(entry fs.DirEntry) (id string, ok bool) {
	name := entry.Name()
	if strings.HasPrefix(name, ".") || strings.HasPrefix(strings.ToUpper(name), "README") {
		return "", false
	}
	if entry.IsDir() {
		return name, true
	}
	ext := path.Ext(name)
	return strings.TrimSuffix(name, ext), ext == ".md" || ext == ".txt"
}

var idPattern = regexp.MustCompile(`^[\p{L}\p{N}][\p{L}\p{N}._-]{0,39}$`)

func loadReport(dir fs.FS, id string, entry fs.DirEntry) (*Report, error) {
	if !idPattern.MatchString(id) {
		return nil, fmt.Errorf("%s: a report's name may hold letters, digits, '.', '_' and '-' only, at most 40 of them", entry.Name())
	}
	if !entry.IsDir() {
		return parseFile(dir, id, entry.Name(), Meta{})
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
	report, err := parseFolder(dir, id, meta)
	if err != nil {
		return nil, err
	}
	return report, loadExpansions(dir, report)
}

func parseFolder(dir fs.FS, id string, meta Meta) (*Report, error) {
	for _, name := range []string{"report.md", "report.txt"} {
		report, err := parseFile(dir, id, path.Join(id, name), meta)
		if !errors.Is(err, fs.ErrNotExist) {
			return report, err
		}
	}
	return nil, fmt.Errorf("%s: the folder holds no report.md or report.txt", id)
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
	if err == nil {
		report.Expansions, err = ParseExpansions(report, data)
	}
	if err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	return nil
}

// readFile reads at most one byte more than MaxSource, which Parse refuses.
func readFile(dir fs.FS, name string) ([]byte, error) {
	file, err := dir.Open(name)
	if err != nil {
		return nil, err
	}
	defer func() { _ = file.Close() }()
	return io.ReadAll(io.LimitReader(file, MaxSource+1))
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
